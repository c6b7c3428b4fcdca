// Writes and reads a zip, which is what a file of Word, Excel or LibreOffice is; nothing leaves this browser.
globalThis.Zip = (() => {
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
  const write = async files => {
    const NAMES_ARE_UTF8 = 0x0800, YEAR_1980 = 0x0021
    const encoder = new TextEncoder()
    const entries = [], index = []
    let offset = 0
    for (const [path, content] of Object.entries(files)) {
      const name = encoder.encode(path), plain = typeof content === "string" ? encoder.encode(content) : content, small = path === "mimetype" ? null : await deflate(plain)   // as OpenDocument asks
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

  /** Bytes as they were before they were made smaller. */
  const inflate = async bytes => {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"))
    return new Uint8Array(await new Response(stream).arrayBuffer())
  }

  /**
   * The files in a zip of at most `limit` bytes once unpacked: name → function that gives a promise of its text. Throws RangeError for what
   * is no zip, or too large.
   */
  const read = (bytes, limit = 20_000_000) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), decoder = new TextDecoder()
    let end = bytes.length - 22
    while (view.getUint32(end, true) !== 0x06054b50) end--   // a comment may stand behind it
    const found = new Map()
    let at = view.getUint32(end + 16, true), total = 0
    for (let left = view.getUint16(end + 10, true); left > 0; left--) {
      const field = (place, size = 4) => size === 2 ? view.getUint16(at + place, true) : view.getUint32(at + place, true)
      const name = decoder.decode(bytes.subarray(at + 46, at + 46 + field(28, 2)))
      const packed = field(10, 2) !== 0, size = field(20), start = field(42)
      total += field(24)
      if (total > limit) throw new RangeError("too large")
      found.set(name, async () => {
        const from = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true), part = bytes.subarray(from, from + size)
        return decoder.decode(packed ? await inflate(part) : part)
      })
      at += 46 + field(28, 2) + field(30, 2) + field(32, 2)
    }
    return found
  }

  return { write, read }
})()
