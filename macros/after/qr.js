// Draws a QR code in the browser, for an address that only exists there: a filled-in keuzehulp. Nothing is sent anywhere.
globalThis.Qr = (() => {
  // ISO/IEC 18004, level M, versions 1 to 40: codewords of error correction in a block, and how many blocks.
  const CORRECTION = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, ...Array(19).fill(28)]
  const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28, 29,
    31, 33, 35, 37, 38, 40, 43, 45, 47, 49]
  const MASKS = [
    (y, x) => (y + x) % 2, y => y % 2, (y, x) => x % 3, (y, x) => (y + x) % 3, (y, x) => ((y >> 1) + Math.floor(x / 3)) % 2,
    (y, x) => y * x % 2 + y * x % 3, (y, x) => (y * x % 2 + y * x % 3) % 2, (y, x) => ((y + x) % 2 + y * x % 3) % 2]

  // --- From text to codewords ---------------------------------------------------------------------------------

  const EXP = [1]
  while (EXP.length < 255) EXP.push(EXP.at(-1) << 1 ^ (EXP.at(-1) > 127 ? 0x11d : 0))
  const LOG = new Map(EXP.map((value, power) => [value, power]))
  const times = (a, b) => a && b ? EXP[(LOG.get(a) + LOG.get(b)) % 255] : 0

  /** The error correction of one block: what is left after division by the generator of `degree`. */
  const correction = (block, degree) => {
    let generator = [1]
    for (let i = 0; i < degree; i++) generator = [...generator, 0].map((value, at) => value ^ times(generator[at - 1] ?? 0, EXP[i]))
    const rest = [...block, ...Array(degree).fill(0)]
    for (let i = 0; i < block.length; i++) {
      const factor = rest[i]
      generator.forEach((value, at) => { rest[i + at] ^= times(value, factor) })
    }
    return rest.slice(block.length)
  }

  /** Codewords that a version holds in all. */
  const total = version => {
    const aligned = Math.floor(version / 7) + 2
    return (16 * version + 128) * version + 64 - (version > 1 ? (25 * aligned - 10) * aligned - 55 : 0) - (version > 6 ? 36 : 0) >> 3
  }
  const room = version => total(version) - CORRECTION[version - 1] * BLOCKS[version - 1]

  const codewords = (bytes, version) => {
    const bits = [[4, 4], [bytes.length, version < 10 ? 8 : 16], ...Array.from(bytes, byte => [byte, 8]), [0, 4]]
      .map(([value, size]) => value.toString(2).padStart(size, "0")).join("")
    const data = bits.match(/.{8}/g).map(byte => parseInt(byte, 2))
    data.push(0)   // as segno does, with which the tests compare; a reader stops before the filling
    for (let fill = 0xec; data.length < room(version); fill ^= 0xfd) data.push(fill)
    data.length = room(version)
    const count = BLOCKS[version - 1], blocks = []
    for (let i = 0, at = 0; i < count; i++) {
      const size = Math.floor((data.length + i) / count)
      blocks.push(data.slice(at, at += size))
    }
    const woven = parts => Array.from({ length: parts.at(-1).length }, (_, i) => parts.map(part => part[i])).flat().filter(v => v !== undefined)
    return [...woven(blocks), ...woven(blocks.map(block => correction(block, CORRECTION[version - 1])))]
  }

  // --- From codewords to squares ------------------------------------------------------------------------------

  /** `value` with its check bits behind it, as format and version are written. */
  const checked = (value, size, polynomial) => {
    let rest = value << size
    while (rest >> size) rest ^= polynomial << Math.clz32(polynomial) - Math.clz32(rest)
    return value << size | rest
  }

  /** How hard a drawing is to read: long lines, blocks, what looks like a corner, and too much of one colour. */
  const penalty = rows => {
    const size = rows.length, columns = rows.map((_, x) => rows.map(row => row[x]).join("")), lines = [...rows.map(r => r.join("")), ...columns]
    let points = 0
    for (const line of lines) {
      for (const [run] of line.matchAll(/0{5,}|1{5,}/g)) points += run.length - 2
      for (let at = line.indexOf("1011101"); at >= 0;) {
        const corner = at === 0 || at === size - 7 || !line.slice(Math.max(at - 4, 0), at).includes("1") || !line.slice(at + 7, at + 11).includes("1")
        if (corner) points += 40
        at = line.indexOf("1011101", at + (corner ? 7 : 4))
      }
    }
    for (let y = 1; y < size; y++) for (let x = 1; x < size; x++) {
      const four = rows[y][x] + rows[y][x - 1] + rows[y - 1][x] + rows[y - 1][x - 1]
      if (four === 0 || four === 4) points += 3
    }
    const dark = rows.flat().filter(Boolean).length
    return points + 10 * Math.floor(Math.abs(dark / size ** 2 * 100 - 50) / 5)
  }

  /** The squares of the smallest code that holds `text`: rows of 0 and 1; undefined when it is too long. */
  const matrix = text => {
    const bytes = new TextEncoder().encode(text)
    const version = BLOCKS.findIndex((_, i) => 12 + (i > 8 ? 8 : 0) + 8 * bytes.length <= 8 * room(i + 1)) + 1
    if (!version) return undefined
    const size = 4 * version + 17, rows = Array.from({ length: size }, () => Array(size))
    const square = (top, left, side, colour) => {
      for (let y = Math.max(top, 0); y < Math.min(top + side, size); y++) rows[y].fill(colour, Math.max(left, 0), Math.min(left + side, size))
    }
    const rings = (y, x, around) => around.forEach((colour, i) => square(y - around.length + 1 + i, x - around.length + 1 + i, 2 * (around.length - i) - 1, colour))
    const aligned = Math.floor(version / 7) + 2, step = version === 32 ? 26 : 2 * Math.ceil((4 * version + 4) / (2 * aligned - 2))
    const places = version === 1 ? [] : [6, ...Array.from({ length: aligned - 1 }, (_, i) => size - 7 - i * step)]
    const inCorner = (y, x) => (y === 6 && (x === 6 || x === size - 7)) || (y === size - 7 && x === 6)
    for (const y of places) for (const x of places) if (!inCorner(y, x)) rings(y, x, [1, 0, 1])
    for (let i = 0; i < size; i++) rows[6][i] = rows[i][6] = 1 - i % 2
    for (const [y, x] of [[3, 3], [3, size - 4], [size - 4, 3]]) rings(y, x, [0, 1, 0, 1, 1])
    const format = []
    for (let i = 0; i < 15; i++) {
      format.push(i < 8 ? [i < 6 ? i : i + 1, 8] : [8, i === 8 ? 7 : 14 - i], i < 8 ? [8, size - 1 - i] : [size - 15 + i, 8])
    }
    for (const [y, x] of format) rows[y][x] = 0
    rows[size - 8][8] = 0
    const bitsOfVersion = version > 6 ? checked(version, 12, 0x1f25) : 0
    const corner = version > 6 ? Array.from({ length: 18 }, (_, i) => [Math.floor(i / 3), size - 11 + i % 3, bitsOfVersion >> i & 1]) : []
    for (const [y, x] of corner) rows[y][x] = rows[x][y] = 0

    const bits = codewords(bytes, version).flatMap(word => [7, 6, 5, 4, 3, 2, 1, 0].map(i => word >> i & 1))
    const free = []
    for (let right = size - 1, up = true; right > 0; right -= right === 8 ? 3 : 2, up = !up) {
      for (let i = 0; i < size; i++) for (const x of [right, right - 1]) {
        const y = up ? size - 1 - i : i
        if (rows[y][x] === undefined) free.push([y, x])
      }
    }
    const masked = MASKS.map(mask => {
      const drawn = rows.map(row => [...row])
      free.forEach(([y, x], i) => { drawn[y][x] = (bits[i] ?? 0) ^ (mask(y, x) === 0) })
      return drawn
    })
    const points = masked.map(penalty), best = points.indexOf(Math.min(...points)), chosen = masked[best]
    const bitsOfFormat = checked(best, 10, 0x537) ^ 0x5412
    format.forEach(([y, x], i) => { chosen[y][x] = bitsOfFormat >> (i >> 1) & 1 })
    for (const [y, x, bit] of corner) chosen[y][x] = chosen[x][y] = bit
    chosen[size - 8][8] = 1
    return chosen
  }

  // --- The page -----------------------------------------------------------------------------------------------

  const EDGE = 4   // white squares around the code; a reader needs them

  /** Fill the page's drawing: the code, and under it the address in lines; false when the address is too long. */
  const draw = (svg, address) => {
    const rows = matrix(address)
    if (!rows) return false
    const size = rows.length + 2 * EDGE, lines = address.match(new RegExp(`.{1,${size - 1}}(?:[/=&#;-]|$)|.{1,${size}}`, "g"))
    svg.setAttribute("viewBox", `0 0 ${size} ${size + 2 * lines.length + 1}`)
    svg.querySelector("path").setAttribute("d", rows.map((row, y) => row.map((dark, x) => dark ? `M${x + EDGE} ${y + EDGE + 0.5}h1` : "").join("")).join(""))
    for (const text of svg.querySelectorAll("text")) text.remove()
    svg.append(...lines.map((line, i) => {
      const text = document.createElementNS(svg.namespaceURI, "text")
      const look = { x: size / 2, y: size + 2 * i, "font-family": "monospace", "font-size": 1.6, "text-anchor": "middle" }
      for (const [name, value] of Object.entries(look)) text.setAttribute(name, value)
      text.textContent = line
      return text
    }))
    return true
  }

  /** The drawing as a file of its own, eight dots to a square. */
  const file = svg => {
    const copy = svg.cloneNode(true), [, , width, height] = svg.getAttribute("viewBox").split(" ")
    copy.setAttribute("width", width * 8)
    copy.setAttribute("height", height * 8)
    return new XMLSerializer().serializeToString(copy)
  }

  const picture = async svg => {
    const image = new Image()
    image.src = `data:image/svg+xml,${encodeURIComponent(file(svg))}`
    await image.decode()
    const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height })
    canvas.getContext("2d").drawImage(image, 0, 0)
    return new Promise(done => { canvas.toBlob(done) })
  }

  /**
   * Let the button of a page, or of a part of it, draw the code of its public address with `fragment()` behind the #.
   * Returns a function that draws again; the page calls it when that changes, and with true to draw it where it was not asked for.
   */
  const offer = (fragment, part = document) => {
    const figure = part.querySelector("[data-qr]"), svg = figure.querySelector("svg"), status = part.querySelector("[data-qr-status]")
    const show = () => {
      // What is printed must work for everyone, also when it comes from the copy on someone's disk.
      figure.hidden = !draw(svg, `${document.querySelector("link[rel=canonical]").href}#${fragment()}`)
      status.textContent = figure.hidden ? status.dataset.tooLong : status.dataset.made
    }
    part.querySelector("[data-qr-make]").addEventListener("click", show)
    figure.querySelector("[data-qr-svg]").addEventListener("click", () => Copy.save(new Blob([file(svg)], { type: "image/svg+xml" }), `${figure.dataset.qr}.svg`))
    figure.querySelector("[data-qr-png]").addEventListener("click", async () => Copy.save(await picture(svg), `${figure.dataset.qr}.png`))
    return always => { if (always || !figure.hidden) show() }
  }

  return { matrix, offer }
})()
