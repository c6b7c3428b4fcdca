// Reads what stands behind the # of an address that came through mail, a chat or a newsletter, as far as it can be read.
globalThis.Address = (() => {
  const TRACKING = /^(?:utm_\w+|[fg]bclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|mkt_tok|_hs\w+|__s|vero_id|ref|sdata|data|reserved)$/
  const INVISIBLE = /(?:[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]|%c2%ad|%e2%80%8[b-f]|%e2%81%a[0-4]|%ef%bb%bf)/gi
  const AFTER = /(?:[\s)>\]}"'”’»“‘.,;:!?*_|\\`]|%(?:0[9ad]|2[01279ce]|3[abcef]|5[cdf]|60|7[cd]|c2%(?:a0|bb)|e2%80%9[89cd]))+$/i
  const TYPED = /^(perceel|percelen)$/   // names of lots are read as they were typed

  const decode = text => { try { return decodeURIComponent(text) } catch { return text } }

  /** What a fragment held before it was changed on its way, with or without its #: signs stuck to it, tracking, other ways of writing and
   *  signs without width are gone. What a page cannot read of the rest, it says. */
  const read = fragment => {
    let text = fragment.replace(/^#+/, "").replace(/:~:.*$/, "")
    for (let times = 0; times < 3 && !text.includes("=") && /%(?:25)*3d/i.test(text); times++) text = decode(text)   // encoded as a whole
    for (let times = 0; times < 3 && /%25[0-9a-f]{2}/i.test(text); times++) text = text.replace(/%25(?=[0-9a-f]{2})/gi, "%")   // encoded once more
    text = text.replace(/&(?:amp;)+|&#0*38;|\\u0026/gi, "&").replace(/=3d/gi, "=").replace(INVISIBLE, "").replace(/%3b/gi, ";").replace(AFTER, "")
    const lot = text => text.split("&").filter(part => !TRACKING.test(part.split("=")[0].toLowerCase())).map(part => {
      const at = part.includes("=") ? part.indexOf("=") : part.length, name = part.slice(0, at).toLowerCase(), value = part.slice(at)
      return name + (TYPED.test(name) ? value : value.toLowerCase().replace(/%[0-9a-f]{2}/g, sign => sign.toUpperCase()))
    }).join("&")
    return text.split(";").map(lot).join(";").replace(AFTER, "")
  }

  return { read }
})()
