// Gives a reader what he takes along: words on the clipboard, also on a page without https, where a browser has no other way than the
// command 'copy', and files made in his browser.
globalThis.Copy = (() => {
  /** The old way: the command must come while the click is still handled, so nothing is waited for. */
  const command = parts => {
    let done = false
    const give = event => {
      for (const [type, words] of Object.entries(parts)) event.clipboardData.setData(type, words)
      event.preventDefault()
      done = true
    }
    document.addEventListener("copy", give, { capture: true, once: true })
    try { document.execCommand("copy") } catch { /* told by the answer */ }
    document.removeEventListener("copy", give, { capture: true })
    return done
  }

  /** Put `text` on the clipboard, with `html` beside it for who pastes with a layout. Gives false when the browser refuses. */
  const put = async (text, html) => {
    const parts = html === undefined ? { "text/plain": text } : { "text/html": `<meta charset="utf-8">${html}`, "text/plain": text }
    const { clipboard } = navigator, rich = html !== undefined && globalThis.ClipboardItem
    if (!clipboard || html !== undefined && !rich) return command(parts)
    try {
      if (rich) await clipboard.write([new ClipboardItem(Object.fromEntries(Object.entries(parts).map(([type, words]) => [type, new Blob([words], { type })])))])
      else await clipboard.writeText(text)
      return true
    } catch { return command(parts) }
  }

  /** Offer a file. Its address holds as long as the page does: a phone first asks whether to keep it, and takes its time. */
  const save = (blob, name) => {
    const url = URL.createObjectURL(blob)
    Object.assign(document.createElement("a"), { href: url, download: name }).click()
    addEventListener("pagehide", () => URL.revokeObjectURL(url), { once: true })
  }

  return { put, save }
})()
