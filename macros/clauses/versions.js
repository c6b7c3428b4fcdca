// Finds the lines with an id and a version in a text as it comes back from Word, a PDF, mail or chat.
globalThis.Versions = (() => {
  const INVISIBLE = /[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]/g
  const HYPHENS = /[\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d]/g
  const BETWEEN = "[\\s·•∙●⋅|,;:.?¿*_\"'()<>\\[\\]-]"   // what stands between an id and its version, also after a wrong encoding
  const VERSION = /versie\s{0,3}(\d{1,4})[.,](\d{1,4})(?![\d])/g
  const ADDRESS = /clausules\/([a-z0-9\s-]{1,80}?)\/?(?:index\.html)?#\s{0,9}versie-\s{0,9}(\d{1,4})-\s{0,9}(\d{1,4})/g
  const OURS = /^\s*(?:\([^)]{1,40}\))?[\s·•∙●⋅|,;-]{1,6}\d{1,2}\s+[a-z]{3,9}\s+\d{4}/   // our own line goes on with its date
  const UNKNOWN = /([a-z0-9]+(?:-[a-z0-9]+)*)\s*[·•∙●⋅|,;–-]\s*$/
  const LOOK_BACK = 140

  /** The text in plain signs: one kind of hyphen, dot and space, no signs without width, a broken word whole again. */
  const plain = text => text.replace(/Â·/g, "·").normalize("NFKC").replace(INVISIBLE, "").replace(HYPHENS, "-").toLowerCase()
    .replace(/ver-?\s{0,9}\n\s{0,9}sie/g, "versie").replace(/[ \t]{0,9}-[ \t]{0,9}\n\s{0,40}/g, "-")

  /** What is written in signs of an address: a mail program may have done so once or twice. */
  const decoded = text => {
    for (let times = 0; times < 3 && text.includes("%"); times++) {
      text = text.replace(/(?:%[0-9a-f]{2})+/gi, signs => { try { return decodeURIComponent(signs) } catch { return signs } })
    }
    return text.replace(/&amp;/gi, "&")
  }

  /** Each id as it may be written: a hyphen may have become a space or nothing. The longest comes first. */
  const named = ids => [...ids].sort((a, b) => b.length - a.length).map(id => id.split("-").join("[\\s-]{0,4}")).join("|")

  /** [[id, version]] of what a text holds, each once, in its order; `ids` are the known ones. An id that is not known is given when it
   *  stands in a line of our own shape: something else in prose is none of ours. */
  const find = (text, ids) => {
    const known = new Map([...ids].map(id => [id.replace(/-/g, ""), id]))
    const before = new RegExp(`(?:^|[^a-z0-9-]|(?:^|[^a-z0-9])-+)(${named(ids)})(${BETWEEN}{0,24})$`)
    const whole = new RegExp(`^(?:${named(ids)})$`)
    const read = plain(decoded(text)), found = []
    for (const match of read.matchAll(VERSION)) {
      const version = `${Number(match[1])}.${Number(match[2])}`
      const above = read.slice(Math.max(0, match.index - LOOK_BACK), match.index), below = read.slice(match.index + match[0].length, match.index + match[0].length + 80)
      const at = before.exec(above), id = at && known.get(at[1].replace(/[\s-]/g, ""))
      // A name that is also a word of the language is ours with more than a space between it and its version.
      if (id && (id.includes("-") || /[^ ]|  /.test(at[2]) || OURS.test(below))) found.push([match.index, id, version])
      else if (!id && OURS.test(below)) {
        const other = UNKNOWN.exec(above)
        if (other) found.push([match.index, other[1], version])
      }
    }
    for (const match of read.matchAll(ADDRESS)) {
      const id = match[1].replace(/\s+/g, "").replace(/^-|-$/g, "")
      found.push([match.index, whole.test(id) ? known.get(id.replace(/-/g, "")) : id, `${Number(match[2])}.${Number(match[3])}`])
    }
    const once = new Map(found.sort((a, b) => a[0] - b[0]).map(([, id, version]) => [`${id} ${version}`, [id, version]]))
    return [...once.values()]
  }

  const GROUPS = /(\d)[.\s](?=\d{3}(?!\d))/g   // 221.000 and 221 000
  const sign = words => new RegExp(/^\d+$/.test(words) ? `(?:€|euro?)\\s{0,3}${words}(?!\\d)|(?:^|\\D)${words}(?:,(?:00|-))?\\s{0,3}(?:€|eur)`
    : `(?:^|[^\\p{L}\\d])${plain(words).replace(/[.]/g, "\\.").replace(/[\s-]+/g, "[\\s-]{0,4}")}(?![\\p{L}\\d])`, "u")

  /** Of each list of words the first that stands in a text, or null; a number is an amount in euro. */
  const signs = (text, lists) => {
    const read = plain(decoded(text)).replace(GROUPS, "$1")
    return lists.map(words => words.find(one => sign(one).test(read)) ?? null)
  }

  return { find, signs }
})()
