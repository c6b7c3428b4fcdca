// Joins the pieces of a Word document that were made while building, and zips them; nothing leaves this browser.
(() => {
  const MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
  const ILLEGAL = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu   // what XML 1.0 does not know
  const ENTITY = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" }

  /** What was typed as text inside a w:t and nothing else; a line break closes it, breaks and opens the next. */
  const words = typed => typed.replace(ILLEGAL, "").trim().replace(/[&<>"']/g, sign => ENTITY[sign])
    .split(/\r\n|\r|\n/).join('</w:t><w:br/><w:t xml:space="preserve">')

  // The pieces are heavy: they come when someone first asks for a document. A script, as a page opened from a folder may not fetch.
  const source = document.currentScript.dataset.pieces
  let coming
  /** The pieces, or undefined when they do not come; the next call then asks for them again. */
  const load = () => coming ??= new Promise(done => {
    const came = () => { coming = globalThis.word && coming; done(globalThis.word) }
    document.head.append(Object.assign(document.createElement("script"), { src: source, onload: came, onerror: came }))
  })

  /** A .docx of the chosen clauses, in the order given; `values` holds what was typed, by field. */
  const build = async (kit, selection, values = {}) => {
    const blank = id => {
      const { empty, filled } = kit.blank[id]
      const value = words(Object.hasOwn(values, id) ? String(values[id]) : "")
      return value ? filled.replace("<?here value?>", () => value) : empty
    }
    const texts = []
    let place
    for (const { id, variant } of selection) {
      const clause = kit.clause[id][variant]
      const follows = kit.place_of[id] === place
      if (!follows) texts.push(kit.place[place = kit.place_of[id]])
      texts.push(clause.replace("<?here turn?>", follows ? kit.page_break : ""))
    }
    const rows = selection.map(({ id, variant }) => kit.row[id][variant])
    const joined = [kit.open, ...texts, kit.table_open, ...rows, kit.table_close, kit.close].join("")
    // One pass: what was typed is never looked at again.
    const xml = joined.replace(/<\?blank ([a-z0-9-]+)\?>/g, (_, id) => blank(id))
    return file(kit, xml)
  }

  /** A .docx of plain paragraphs, each with the name of a style of the template: [{style, text}]. */
  const report = async (kit, lines) => {
    const body = "<w:body>", head = kit.open.slice(0, kit.open.indexOf(body) + body.length)
    const xml = lines.map(({ style, text }) =>
      `<w:p><w:pPr><w:pStyle w:val="${kit.styles[style]}"/></w:pPr><w:r><w:t xml:space="preserve">${words(text)}</w:t></w:r></w:p>`)
    return file(kit, [head, ...xml, kit.close].join(""))
  }

  /** The file around a document: the styles, header and footer of the template with its images. */
  const file = async (kit, xml) => {
    const images = Object.entries(kit.images).map(([name, image]) => [name, Uint8Array.from(atob(image), sign => sign.charCodeAt(0))])
    return new Blob([await zip({ ...kit.parts, ...Object.fromEntries(images), "word/document.xml": xml })], { type: MIME })
  }

  const TABLE = Uint32Array.from({ length: 256 }, (_, value) => {
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
    return value
  })
  const crc32 = bytes => ~bytes.reduce((crc, byte) => TABLE[(crc ^ byte) & 255] ^ (crc >>> 8), -1) >>> 0

  /** Bytes made smaller, or null where the browser cannot. */
  const deflate = async bytes => {
    try {
      const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate-raw"))
      return new Uint8Array(await new Response(stream).arrayBuffer())
    } catch {
      return null
    }
  }

  /** Numbers of two or four bytes, little end first, as a zip wants them: [[2, 20], [4, size]]. */
  const numbers = fields => {
    const view = new DataView(new ArrayBuffer(fields.reduce((sum, [size]) => sum + size, 0)))
    let at = 0
    for (const [size, value] of fields) {
      if (size === 2) view.setUint16(at, value, true)
      else view.setUint32(at, value, true)
      at += size
    }
    return new Uint8Array(view.buffer)
  }

  /** A zip of `files` (name → text or bytes). Every entry has the same date, so that the same choice gives the same file. */
  const zip = async files => {
    const NAMES_ARE_UTF8 = 0x0800, YEAR_1980 = 0x0021
    const encoder = new TextEncoder()
    const entries = [], index = []
    let offset = 0
    for (const [path, content] of Object.entries(files)) {
      const name = encoder.encode(path), plain = typeof content === "string" ? encoder.encode(content) : content, small = await deflate(plain)
      const data = small ?? plain
      const facts = [[2, 20], [2, NAMES_ARE_UTF8], [2, small ? 8 : 0], [2, 0], [2, YEAR_1980],
        [4, crc32(plain)], [4, data.length], [4, plain.length], [2, name.length], [2, 0]]
      const head = numbers([[4, 0x04034b50], ...facts])
      index.push(numbers([[4, 0x02014b50], [2, 20], ...facts, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]]), name)
      entries.push(head, name, data)
      offset += head.length + name.length + data.length
    }
    const size = index.reduce((sum, part) => sum + part.length, 0), count = Object.keys(files).length
    const end = numbers([[4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, size], [4, offset], [2, 0]])
    return new Uint8Array(await new Blob([...entries, ...index, end]).arrayBuffer())
  }

  globalThis.Docx = { load, build, report, zip }
})()
