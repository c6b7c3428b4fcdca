// Finds sections in Dutch: inflections, parts of compounds, other spellings, other words and typing errors.
// Speaks the four messages of Material's own worker (0 set up, 1 ready, 2 query, 3 result), so the theme's search box stays as it is.
(() => {
  const TITLE = 9, ALIAS = 9, PAGE = 1.6, TEXT = 1, NAMED = 1.5, SMALL = .5, ARTICLE = 40   // what a word weighs by where it stands
  const FOUND = { exact: 1, stem: .85, prefix: .6, root: .4, head: .55, part: .35, tail: .5, near: .45, far: .3 }
  const FIRST = 3, SHOWN = 30   // so many results come first by rank alone; so many pages in all

  let extra, docs, terms, inNames, stems, pairs, stop, same, phrases

  /** The same function of a word, the last of a query or not, which keeps what it found: while a reader types, most words stay. */
  const keep = work => {
    const known = new Map()
    return (word, last) => {
      const key = last ? `${word} ` : word
      return known.get(key) ?? (known.set(key, work(word, last)), known.get(key))
    }
  }

  // --- Words ----------------------------------------------------------------------------------------------------

  const fold = text => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f’'`]/g, "")
  const WORD = /[a-z0-9]+(?:-[a-z0-9]+)*/g

  /** The words of a text, a name or a query as they are searched: a hyphened word in parts, in a text also as one; 'artikel 54' as one word. */
  const words = (text, from = "text") => {
    const out = []
    for (const found of fold(text).replace(/\b([a-z])\.(?=[a-z]\b)/g, "$1").match(WORD) ?? []) {   // g.o.t.s. is gots
      const word = same.get(found) ?? found, whole = word.replaceAll("-", "")
      if (/^\d/.test(word) && out.at(-1) === "artikel") out[out.length - 1] = `artikel${word}`
      else if (from === "query" && terms.has(whole) && !word.split("-").every(w => w.length > 2 && terms.has(w) && !stop.has(w))) out.push(whole)   // e-procurement, not BSCI-audit
      else if (word.includes("-")) out.push(...word.split("-").map(w => same.get(w) ?? w), ...from === "text" ? [whole] : [])
      else out.push(word)
    }
    return out
  }

  /** A rough stem: endings off, double letters single, the final sound unvoiced. */
  const stem = keep(word => {
    if (word.length < 4 || /\d/.test(word)) return word
    if (word.length === 4) return word.replace(/([a-z])\1/g, "$1")
    let s = word.replace(/(?:[tp]?jes?|ingen|eringen)$/, m => m.startsWith("ing") ? "ing" : m.startsWith("ering") ? "ering" : "")
    s = s.replace(/^(aan|af|bij|in|mee|na|om|op|over|toe|uit|vast|voor)?ge(?=.{3,}(?:d|t|en)$)/, "$1")
    s = s.replace(/(.{4})(?:eren|eert|eerde?n?|aties?)$/, "$1").replace(/(?:eren|eert|eerde?n?|eer)$/, "er")
    s = s.replace(/(.{3})(?:enden|ende|end|en|es|e|s|dt|de|te|t|d)$/, "$1")
    return s.replace(/([a-z])\1/g, "$1").replace(/z$/, "s").replace(/v$/, "f")
  })

  /** Typing errors between two words (insert, delete, replace, swap), or more than `most`. */
  const distance = (a, b, most) => {
    if (Math.abs(a.length - b.length) > most) return most + 1
    let before = [], last = Array.from({ length: b.length + 1 }, (_, j) => j)
    for (let i = 1; i <= a.length; i++) {
      const row = [i]
      let least = i
      for (let j = 1; j <= b.length; j++) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1))
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1)
        least = Math.min(least, row[j])
      }
      if (least > most) return most + 1
      before = last
      last = row
    }
    return last[b.length]
  }

  // --- Index ----------------------------------------------------------------------------------------------------

  const plain = html => html.replace(/<[^>]+>/g, "").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&#39;/g, "'").replace(/&amp;/g, "&")
  const escape = text => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;")
  const pageOf = location => location.split("#")[0]
  const kindOf = location => extra.kinds.findIndex(kind => location.startsWith(kind.prefix))

  const setUp = data => {
    extra = data.config.dutch
    same = new Map(Object.entries(extra.same))
    stop = new Set(extra.stopwords.flatMap(word => words(word)))
    terms = new Map()
    pairs = new Set()
    const pages = new Map(data.docs.filter(d => !d.location.includes("#")).map(d => [d.location, plain(d.title)]))
    const put = (word, weight, index) => {
      let found = terms.get(word)
      if (!found) terms.set(word, found = new Map())
      found.set(index, Math.max(found.get(index) ?? 0, weight))
    }
    docs = data.docs.map((doc, index) => {
      const title = plain(doc.title), page = pageOf(doc.location), kind = kindOf(doc.location)
      const body = plain(doc.text).split("\n"), lines = body.map(line => words(line)), text = lines.flat(), count = new Map()
      const own = { location: doc.location, title, body, lines, count, page, kind, weight: extra.kinds[kind]?.weight ?? 1,
        names: [title, ...(Object.hasOwn(extra.names, doc.location) ? extra.names[doc.location].flat() : [])].map(n => words(n, "name")), asks: title.endsWith("?") }
      for (const word of text) count.set(word, (count.get(word) ?? 0) + 1)
      const long = 1 + text.length / 400
      for (const [word, n] of count) put(word, TEXT * n / (n + 1.2 * long), index)
      if (page !== doc.location) for (const word of words(pages.get(page) ?? "")) put(word, PAGE, index)
      own.names.forEach((name, at) => {
        // Of a name that is a whole question, the small words count too: it is no name for one of its words.
        const long = (at && name.length > 3 ? name : name.filter(w => !stop.has(w))).length || 1
        for (const word of name) put(word, at ? ALIAS * (.25 + .75 / Math.sqrt(long)) : TITLE * (.45 + .55 / Math.sqrt(long)), index)
      })
      return own
    })
    inNames = new Set(docs.flatMap(doc => doc.names.flat()))
    docs.forEach(({ names }, index) => names.forEach(name => name.forEach((word, i) => {
      if (!i || word.length + name[i - 1].length < 5) return
      const joined = name[i - 1] + word
      pairs.add(joined)
      put(joined, ALIAS, index)
    })))
    stems = new Map()
    for (const word of terms.keys()) {
      const key = stem(word)
      if (!stems.has(key)) stems.set(key, [])
      stems.get(key).push(word)
    }
    phrases = new Map()
    const stands = (from, to) => {   // a name stands for the words that the texts use for the same
      const name = words(from), short = name.filter(w => !stop.has(w)), others = to.filter(other => other.toLowerCase() !== from.toLowerCase())
      if (!others.length) return
      for (const key of new Set([name, ...short.length > 2 ? [short] : []].map(list => list.join(" ")))) {   // 'KB (van) 14 januari 2013'
        phrases.set(key, [...new Set([...phrases.get(key) ?? [], ...others])])
      }
    }
    for (const [own, other] of Object.values(extra.names)) for (const name of [...own, ...other]) stands(name, own)
    for (const [from, to] of Object.entries(extra.synonyms)) stands(from, to)
  }

  // --- Query ----------------------------------------------------------------------------------------------------

  /** The words of the index that a typed word may mean: word → how well it fits. */
  const meanings = keep((word, last) => {
    const root = stem(word), found = new Map(), add = (term, fit) => { if (fit > (found.get(term) ?? 0)) found.set(term, fit) }
    if (terms.has(word)) add(word, FOUND.exact)
    for (const term of stems.get(root) ?? []) add(term, FOUND.stem)
    if (/^\d+$/.test(word) && terms.has(`artikel${word}`)) add(`artikel${word}`, FOUND.stem)
    const sure = found.size > 0, number = /^\d+$/.test(word)
    if (!number && word.length > 1) {
      for (const term of terms.keys()) {
        if (term.length <= word.length) {
          if (!sure && term.length > 4 && word.endsWith(term)) add(term, FOUND.tail * term.length / word.length)
          continue
        }
        if (term.startsWith(word)) add(term, last && !sure ? FOUND.exact * .95 : FOUND.prefix * Math.min(1, .4 + word.length / term.length))
        else if (root.length > 3 && term.startsWith(root)) add(term, FOUND.root)
        else if (word.length > 3 && term.endsWith(word)) add(term, FOUND.head)
        else if (word.length > 3 && term.includes(word)) add(term, FOUND.part)
      }
      const best = Math.max(0, ...found.values())
      if (word.length > 3 && best <= FOUND.head && !sure) {
        const most = word.length > 7 ? 2 : 1
        for (const term of terms.keys()) {
          if (term[0] !== word[0] && term[1] !== word[0] && term[0] !== word[1] || /\d/.test(term) !== /\d/.test(word)) continue
          const d = distance(word, term, most)
          if (d <= most) add(term, (d === 1 ? FOUND.near : FOUND.far) * 1.9)
        }
      }
    }
    return found
  })

  /** An unknown compound as two known words: 'politiekledij' → ['politie', 'kledij']; undefined when there is none. */
  const split = word => {
    if (word.length < 8 || stems.has(stem(word))) return
    for (let at = word.length - 4; at >= 4; at--) {
      const tail = word.slice(at), head = [word.slice(0, at), word.slice(0, at).replace(/(?:s|en|e)$/, "")].find(h => stems.has(stem(h)))
      if (head && stems.has(stem(tail))) return [head, tail]
    }
  }

  /** Two words as the one compound that names something: 'opdracht overheid' → 'overheidsopdracht'; undefined when there is none. */
  const compound = (one, two) => {
    if (!two || one.length < 4 || two.length < 4 || stop.has(one) || stop.has(two)) return
    return [two + one, `${two}s${one}`, one + two, `${one}s${two}`].find(word => inNames.has(word))
  }

  /** A typed word as it was meant: itself when the index knows it in any way, else the nearest word that names something. */
  const meant = word => {
    if (word.length < 4 || /^\d+$/.test(word) || stop.has(word) || stems.has(stem(word)) || split(word)) return word
    const most = word.length > 7 ? 2 : 1
    let best = word, least = most + 1, weight = 0
    for (const [term, found] of terms) {
      if (term.startsWith(word)) return word
      if (term.length < 4 || /\d/.test(term) !== /\d/.test(word)) continue
      const d = distance(word, term, most), heavy = d > least ? 0 : Math.max(...found.values())
      if (d < least || d === least && heavy > weight) [best, least, weight] = [term, d, heavy]
    }
    return least > most ? word : best
  }

  /** What a query asks: its words as they were meant, and its parts, each with what it may mean; a part may be several typed words. */
  const parse = query => {
    let typed = words(query, "query")
    const joined = []
    for (let i = 0; i < typed.length; i++) {   // 'sa 8000' is 'sa8000' and 'eco vadis' is 'ecovadis'; 'due diligence' stays two words
      const [one, two] = [typed[i], typed[i + 1]], pair = one + two
      const glued = two && (pairs.has(pair) && /\d/.test(pair) || terms.has(pair) && !(terms.has(one) && terms.has(two)))
      joined.push(glued ? pair : one)
      if (glued) i++
    }
    typed = joined
    const read = typed.map(meant), parts = [], said = []
    for (let i = 0; i < typed.length;) {
      let size = Math.min(5, typed.length - i)
      while (size > 0 && !phrases.has(read.slice(i, i + size).join(" "))) size--
      const whole = size < 2 && compound(read[i], read[i + 1])
      const own = typed.slice(i, i + (whole ? 2 : Math.max(size, 1)))
      parts.push({ own, whole, others: whole ? [whole] : size ? phrases.get(read.slice(i, i + size).join(" ")) : [] })
      said.push(...whole ? [whole] : read.slice(i, i + own.length))
      i += own.length
    }
    const kept = parts.filter(p => p.others.length || p.own.some(w => !stop.has(w)))
    const asked = kept.length ? kept : parts
    return { said, parts: asked.map((part, at) => ({ ...part, last: at === asked.length - 1 })) }
  }

  const weigh = (found, scores, why) => {
    for (const [term, fit] of found) {
      for (const [doc, weight] of terms.get(term)) {
        const score = fit * weight
        if (score > (scores.get(doc)?.score ?? 0)) scores.set(doc, { score, fit, term, why })
      }
    }
  }

  /** Documents for one part of the query: doc → {score, terms, why}. */
  const match = part => {
    const all = new Map()
    const one = (list, weight, why) => {   // all words of a phrase must be there
      let both
      for (const word of list) {
        const scores = new Map()
        weigh(meanings(word, part.last && list === part.own), scores, why)
        both = both === undefined ? scores : new Map([...both].filter(([doc]) => scores.has(doc))
          .map(([doc, one]) => [doc, { ...one, score: (one.score + scores.get(doc).score) / 2 * 1.2, terms: [...one.terms ?? [one.term], scores.get(doc).term] }]))
      }
      for (const [doc, hit] of both ?? []) {
        const score = hit.score * weight
        if (score > (all.get(doc)?.score ?? 0)) all.set(doc, { score, why: hit.why, fit: hit.fit, terms: hit.terms ?? [hit.term] })
      }
    }
    const real = part.own.filter(w => !stop.has(w))
    one(real.length ? real : part.own, part.whole ? .6 : 1)
    for (const other of part.others) {
      const list = words(other).filter(w => !stop.has(w))
      if (list.length) one(list, part.whole ? 1.1 : .8, other)
    }
    const halves = part.own.length === 1 && split(part.own[0])
    if (halves) one(halves, .7, halves.join(" "))
    // Rare words say more; a part that is everywhere says little.
    const idf = Math.log(1 + docs.length / (1 + [...all.values()].filter(h => h.fit > .5).length))
    for (const hit of all.values()) hit.score *= idf
    return all
  }

  const equal = (a, b) => a.join("") === b.join("") || a.length === b.length && a.every((w, i) => w === b[i] || stem(w) === stem(b[i]))

  /** How much a word says: little when it is small or stands everywhere. */
  const rarity = keep(word => {
    const seen = Math.max(0, ...(stems.get(stem(word)) ?? []).map(term => terms.get(term).size))
    return Math.log(1 + docs.length / (1 + seen)) * (stop.has(word) ? .25 : 1)
  })

  /** How much a title and the query say the same, from 0 to 1: the words both hold against all words, by stem and by what they say. */
  const alike = (title, query) => {
    const weights = new Map([...title, ...query].map(word => [stem(word), rarity(word)])), one = new Set(title.map(stem)), two = new Set(query.map(stem))
    let both = 0, all = 0
    for (const [key, weight] of weights) {
      all += weight
      if (one.has(key) && two.has(key)) both += weight
    }
    return both / all
  }

  const rank = query => {
    const { said: typed, parts } = parse(query), real = typed.filter(w => !stop.has(w))
    const asks = extra.questions.includes(typed[0]) || /\?\s*$/.test(query)
    const found = new Map(), asked = new Set(typed.map(stem))
    // A page that the query names: its sections come before those that only say the same words.
    const named = new Set(docs.filter(doc => doc.location === doc.page && doc.names.some(name =>
      name.length < typed.length && name.length < 4 && name.some(w => !stop.has(w)) && name.every(w => asked.has(stem(w))))).map(doc => doc.page))
    const counted = parts.filter(part => part.own.join("").length > 1).length || parts.length   // of 'art. 42 § 1' the 1 says little
    for (const part of parts) {
      for (const [doc, hit] of match(part)) {
        const known = found.get(doc) ?? { doc, score: 0, parts: 0, hits: [] }
        const small = part.own.join("").length === 1 && parts.length > 1
        known.score += hit.score * (small ? SMALL : /^artikel\d/.test(part.own[0]) ? ARTICLE : 1)
        known.parts += small ? 0 : 1
        known.hits.push({ ...hit, part })
        found.set(doc, known)
      }
    }
    for (const one of found.values()) {
      const doc = docs[one.doc]
      one.score *= (Math.min(one.parts / counted, 1)) ** 1.5 * doc.weight * (named.has(doc.page) ? NAMED : 1)
      // A question is found by a title or another name that asks it; then the small words count too.
      const phrases = asks ? doc.names.filter((name, i) => i ? name.length > 3 : doc.asks) : []
      if (phrases.length) one.score *= 1 + 5 * Math.max(...phrases.map(name => alike(name, typed)))
      // Small words aside, but 'wat als het rapport niet komt' does not say 'rapport'.
      const exact = doc.names.findIndex(name => equal(name, typed)
        || real.length && name.length < 2 * real.length + 2 && equal(name.filter(w => !stop.has(w)), real))
      if (exact >= 0) one.score *= 2.5 * (equal(doc.names[exact], typed) ? 1.2 : 1)
      if (!doc.location.includes("#")) one.score *= 1.1
      if (real.length && stem(doc.names[0][0] ?? "") === stem(real[0])) one.score *= 1.1   // a title that begins with it
    }
    return [...found.values()].sort((a, b) => b.score - a.score || a.doc - b.doc)
  }

  // --- What the reader sees ---------------------------------------------------------------------------------------

  const say = (message, values) => extra.messages[message].replace(/\{(\w+)\}/g, (_, name) => values[name])

  const pieces = keep(word => words(word))

  const mark = (text, hits) => {
    const wanted = new Set(hits.flatMap(h => h.terms))
    const long = new Set([...wanted].map(w => w.replace(/^artikel(?=\d)/, "")))
    return escape(text).replace(/&\w+;|[\p{L}\p{N}]+(?:[-’'][\p{L}\p{N}]+)*/gu, word => {
      if (word[0] === "&") return word
      return pieces(word).some(w => wanted.has(w) || long.has(w)) ? `<mark data-md-highlight>${word}</mark>` : word
    })
  }

  const teaser = (doc, hits) => {
    const wanted = new Set(hits.flatMap(h => h.terms))
    const count = doc.lines.map(line => new Set(line.filter(w => wanted.has(w))).size)
    const text = doc.body[count.indexOf(Math.max(...count))] ?? ""
    if (text.length < 220) return text
    const at = Math.max(0, [...text.matchAll(/[\p{L}\p{N}-]+/gu)].find(m => pieces(m[0]).some(w => wanted.has(w)))?.index ?? 0)
    const from = at < 120 ? 0 : text.indexOf(" ", at - 80) + 1
    return `${from ? "… " : ""}${text.slice(from, from + 200).replace(/\s\S*$/, "")} …`
  }

  /** Why a section was found, where its words are not the reader's: another word, a part of a word, a typing error. */
  const reason = (hits, doc) => [...new Set(hits.map(({ part, why, terms: used }) => {
    const own = part.own.join(" ")
    if (why) return say("synonym", { typed: own, other: why })
    const term = used[0]
    if (term === own && !doc.count.has(term) && !doc.names[0].includes(term)) return say("name", { typed: own })
    if (part.own.length > 1 || part.own[0] === term || stem(part.own[0]) === stem(term) || term.startsWith(part.own[0])) return ""
    if (term.includes(part.own[0])) return say("part", { typed: own, other: term })
    return say("near", { typed: own, other: term })
  }).filter(Boolean))]

  // Not the theme's tags: those are a landmark without a name for each result.
  const labelled = (title, kind, group) => `${group ? `<span class="search-group">${escape(group)}</span>` : ""}${title}`
    + (kind ? ` <span class="search-kind">${escape(kind)}</span>` : "")

  const item = (found, score, kind, group) => {
    const doc = docs[found.doc], hits = found.hits, why = reason(hits, doc)
    return {
      location: doc.location, title: labelled(mark(doc.title, hits), kind, group), score,
      text: (why.length ? `<p class="search-why">${escape(why.join("; "))}</p>` : "") + `<p>${mark(teaser(doc, hits), hits)}</p>`,
      terms: Object.fromEntries(hits.flatMap(h => h.terms).map(term => [term, true])),
    }
  }
  const bare = (location, title, score, text = "") => ({ location, title, text, score, terms: {} })

  /** Results as the theme wants them: a list of pages, each a list of sections; the best few by rank, the rest by kind. */
  const answer = query => {
    if (!query.trim()) return []
    const ranked = rank(query.slice(0, 300))
    if (!ranked.length || ranked[0].score < .05) return nothing(query)
    const pages = new Map()
    for (const found of ranked) {
      const { page } = docs[found.doc]
      if (!pages.has(page)) { if (pages.size >= SHOWN) continue; pages.set(page, []) }
      pages.get(page).push(found)
    }
    let list = [...pages.values()]
    const named = group => extra.kinds[docs[group[0].doc].kind]?.name
    const kinds = [...new Set(list.slice(FIRST).map(named))]
    list = [...list.slice(0, FIRST), ...kinds.flatMap(kind => list.slice(FIRST).filter(group => named(group) === kind))]
    return list.map((sections, at) => {
      // The first few name their kind; after them each kind has a heading, at its first result.
      const [lead] = sections, doc = docs[lead.doc], kind = at < FIRST ? named(sections) : undefined
      const group = at >= FIRST && (at === FIRST || named(list[at - 1]) !== named(sections)) ? named(sections) : undefined
      const sharp = sections.filter(s => s.score > lead.score * .75).slice(0, 2)
      const top = sections.find(s => docs[s.doc].location === doc.page)
      const head = top ? item(top, lead.score, kind, group)
        : bare(doc.page, labelled(escape(docs.find(d => d.location === doc.page)?.title ?? doc.title), kind, group), lead.score)
      if (top === lead) return [head, ...sections.slice(1, 6).map(s => item(s, 0))]
      const below = sections.filter(s => s !== top).slice(0, 6)
      // The page says it as well: the head leads there, and Enter, which takes the highest score, to the section.
      if (sharp.includes(top)) return [head, ...below.map(s => item(s, s === lead ? lead.score + 1 : sharp.includes(s) ? lead.score : 0))]
      // Else the head leads to the best section as well. The theme takes what has no # as the head of a result, and where all have one, the last.
      head.location = doc.location
      return [...below.map((s, i) => item(s, i < 2 && s.score > lead.score / 3 ? lead.score : 0)), head]
    })
  }

  /** Nothing found: the nearest words, and the ways in. */
  const nothing = query => {
    const near = new Map()
    for (const word of words(query)) {
      if (word.length < 3) continue
      for (const term of terms.keys()) {
        if (term.length < 4 || /\d/.test(term)) continue
        const d = distance(word.slice(0, 24), term, 4)
        if (d <= Math.min(4, word.length / 2)) near.set(term, d)
      }
    }
    const best = [...near].sort((a, b) => a[1] - b[1] || a[0].localeCompare(b[0])).slice(0, 4).map(([term]) => term)
    const text = `<p>${escape(best.length ? say("nearest", { words: best.join(", ") }) : extra.messages.advice)}</p>`
    return [[bare(extra.ways[0].address, `<span class="search-none">${escape(say("none", { query }))}</span>`, 1, text)],
      ...extra.ways.map(way => [bare(way.address, escape(way.title), 1, `<p>${escape(way.text)}</p>`)])]
  }

  addEventListener("message", ({ data: message }) => {
    if (message.type === 0) { setUp(message.data); postMessage({ type: 1 }) }
    if (message.type === 2) postMessage({ type: 3, data: { items: answer(message.data) } })
  })
})()
