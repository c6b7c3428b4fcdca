// Finds sections in Dutch: inflections, parts of compounds, other spellings, other words and typing errors.
// Hears { load: address } or { index }, then says { ready: a passage }, or { failed }; hears { query, from, to } and answers { query, from, results, found, more }, or also { none, ways }.
(() => {
  const NAMED = 1.5, SMALL = .5, ARTICLE = 40, MUTE = .7   // a page that is named, parts of a query, and a title that says nothing of it
  const FOUND = { exact: 1, stem: .85, prefix: .6, root: .4, head: .55, part: .35, tail: .5, near: .45, far: .3 }
  const SHOWN = 30, OF_A_PAGE = 3   // so many results in all, and of one page
  const WARM = 30   // so many answers until the engine has made the searching quick

  let extra, docs, tops, terms, inNames, stems, stop, same, phrases, rules

  /** The same function of a word, the last of a query or not, which keeps what it found: while a reader types, most words stay. */
  const keep = work => {
    const known = new Map()
    return (word, last) => {
      const key = last ? `${word} ` : word
      return known.get(key) ?? (known.set(key, work(word, last)), known.get(key))
    }
  }

  // --- Words, as in words.py ------------------------------------------------------------------------------------

  const fold = text => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f’'`]/g, "")
  const WORD = /[a-z0-9]+(?:-[a-z0-9]+)*/g

  /** The words of a text or a query as they are searched: a hyphened word in parts, or in a query as one if the index has it so; 'artikel 54' as one word. */
  const words = (text, typed) => {
    const out = []
    for (const found of fold(text).replace(/\b([a-z])\.(?=[a-z]\b)/g, "$1").match(WORD) ?? []) {   // g.o.t.s. is gots
      const word = same.get(found) ?? found, whole = word.replaceAll("-", "")
      if (/^\d/.test(word) && out.at(-1) === "artikel") out[out.length - 1] = `artikel${word}`
      else if (typed && terms.has(whole) && !word.split("-").every(w => w.length > 2 && terms.has(w) && !stop.has(w))) out.push(whole)   // e-procurement, not BSCI-audit
      else if (word.includes("-")) out.push(...word.split("-").map(w => same.get(w) ?? w), ...typed ? [] : [whole])
      else out.push(word)
    }
    return out
  }

  /** What inflections of a word have in common, by the rules that come with the index. */
  const stem = keep(word => {
    if (word.length < 4 || /\d/.test(word)) return word
    return rules.filter(rule => word.length > 4 || rule.short).reduce((left, { pattern, text }) => left.replace(pattern, text), word)
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

  const escape = text => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;")
  const pageOf = location => location.split("#")[0]

  /** Where a word stands and what it weighs there, as index.py packed it: [section, weight] for each. */
  const places = keep(word => {
    let at = -1
    return [...terms.get(word).matchAll(/(\d*)(\D)/g)].map(([, gap, sign]) => [at += Number(gap) + 1, extra.codes[sign]])
  })

  const setUp = data => {
    extra = data
    docs = data.docs.map(doc => ({ ...doc, page: pageOf(doc.location), names: doc.names.map(name => name.split(" ")) }))
    tops = new Map(docs.filter(doc => doc.location === doc.page).map(doc => [doc.page, doc]))
    rules = data.stem.map(([pattern, text, short]) => ({ pattern: new RegExp(pattern, "g"), text, short }))
    same = new Map(Object.entries(data.same))
    stop = new Set(data.small)
    terms = new Map()
    stems = new Map()
    for (const [root, found] of Object.entries(data.stems)) {
      stems.set(root, Object.keys(found))
      for (const word of stems.get(root)) terms.set(word, found[word])
    }
    inNames = new Set(docs.flatMap(doc => doc.names.flat()))
    phrases = new Map()
    const stands = (name, others) => {
      if (!others.length) return
      const short = name.filter(w => !stop.has(w))
      for (const key of new Set([name, ...short.length > 2 ? [short] : []].map(list => list.join(" ")))) {   // 'KB (van) 14 januari 2013'
        phrases.set(key, [...new Set([...phrases.get(key) ?? [], ...others])])
      }
    }
    // A name stands for the words that the texts use for the same.
    for (const { own, names } of docs) {
      if (own) for (const name of names.slice(1)) stands(name, own.filter((_, at) => names[at + 1] !== name))
    }
    for (const [from, to] of Object.entries(data.synonyms)) stands(words(from), to)
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

  /** An unknown compound as the known words in it: 'politiekledij' → ['politie', 'kledij']; undefined when there are none. */
  const split = word => {
    if (word.length < 8 || stems.has(stem(word))) return
    for (let at = word.length - 4; at >= 4; at--) {
      if (!stems.has(stem(word.slice(at)))) continue
      const head = [word.slice(0, at), word.slice(0, at).replace(/(?:s|en|e)$/, "")].find(h => stems.has(stem(h)))
      const heads = head ? [head] : split(word.slice(0, at))
      if (heads) return [...heads, word.slice(at)]
    }
    if (stems.has(stem(word.slice(0, -3))) && terms.has(word.slice(-3))) return [word.slice(0, -3), word.slice(-3)]   // dwangarbeidwet
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
    for (const term of terms.keys()) {
      if (term.startsWith(word)) return word
      if (term.length < 4 || /\d/.test(term) !== /\d/.test(word)) continue
      const d = distance(word, term, most), heavy = d > least ? 0 : Math.max(...places(term).map(([, weight]) => weight))
      if (d < least || d === least && heavy > weight) [best, least, weight] = [term, d, heavy]
    }
    return least > most ? word : best
  }

  /** How many words from `i` on are together a name that stands for something: 0 when none are. */
  const phrase = (list, i) => {
    let size = Math.min(5, list.length - i)
    while (size > 0 && !phrases.has(list.slice(i, i + size).join(" "))) size--
    return size
  }

  /** What a query asks: its words as they were meant, and its parts, each with what it may mean; a part may be several typed words. */
  const parse = query => {
    let typed = words(query, true)
    const joined = []
    for (let i = 0; i < typed.length; i++) {   // 'sa 8000' is 'sa8000' and 'eco vadis' is 'ecovadis'; 'due diligence' stays two words
      const [one, two] = [typed[i], typed[i + 1]], pair = one + two, size = phrase(typed, i)
      const glued = size < 2 && two && terms.has(pair) && (/^\d+$/.test(two) || !(terms.has(one) && terms.has(two)))
      joined.push(...glued ? [pair] : typed.slice(i, i + Math.max(size, 1)))
      i += glued ? 1 : Math.max(size - 1, 0)
    }
    typed = joined
    const read = typed.map(meant), parts = [], said = []
    for (let i = 0; i < typed.length;) {
      const size = phrase(read, i)
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
      for (const [doc, weight] of places(term)) {
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
    const seen = Math.max(0, ...(stems.get(stem(word)) ?? []).map(term => places(term).length))
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
      one.score *= (Math.min(one.parts / counted, 1)) ** 1.05 * extra.kinds[doc.kind].weight * (named.has(doc.page) ? NAMED : 1)
      // A question is found by a title or another name that asks it; then the small words count too.
      const phrases = asks ? doc.names.filter((name, i) => i ? name.length > 3 : doc.title.endsWith("?")) : []
      if (phrases.length) one.score *= 1 + 5 * Math.max(...phrases.map(name => alike(name, typed)))
      // Small words aside, but 'wat als het rapport niet komt' does not say 'rapport'.
      const exact = doc.names.findIndex(name => equal(name, typed)
        || real.length && name.length < 2 * real.length + 2 && equal(name.filter(w => !stop.has(w)), real))
      if (exact >= 0) one.score *= 2.5 * (equal(doc.names[exact], typed) ? 1.2 : 1)
      if (doc.location === doc.page) one.score *= 1.1
      else if (!one.hits.some(hit => hit.terms.some(term => doc.names.some(name => name.includes(term))))) one.score *= MUTE
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
      return pieces(word).some(w => wanted.has(w) || long.has(w)) ? `<mark>${word}</mark>` : word
    })
  }

  /** The sentence that answers: the one with most of what the title does not say yet, or else the first. */
  const teaser = (doc, hits) => {
    const wanted = new Set(hits.flatMap(h => h.terms).filter(term => !doc.names[0].includes(term)))
    const said = doc.says.length ? doc.says : tops.get(doc.page)?.says ?? []
    const count = said.map(line => new Set(words(line).filter(w => wanted.has(w))).size)
    const text = said[count.indexOf(Math.max(...count))] ?? ""
    if (text.length < 240) return text
    const at = Math.max(0, [...text.matchAll(/[\p{L}\p{N}-]+/gu)].find(m => pieces(m[0]).some(w => wanted.has(w)))?.index ?? 0)
    const from = at < 140 ? 0 : text.indexOf(" ", at - 80) + 1
    return `${from ? "… " : ""}${text.slice(from, from + 220).replace(/\s\S*$/, "")} …`
  }

  /** Why a section was found, where its words are not the reader's: another word, a part of a word, a typing error. */
  const reason = (hits, doc) => [...new Set(hits.map(({ part, why, terms: used }) => {
    const own = part.own.join(" ")
    if (why) return say("synonym", { typed: own, other: why })
    const term = used[0]
    if (term === own && ![doc.title, ...doc.says].some(line => words(line).includes(term))) return say("name", { typed: own })
    if (part.own.length > 1 || part.own[0] === term || stem(part.own[0]) === stem(term) || term.startsWith(part.own[0])) return ""
    if (term.includes(part.own[0])) return say("part", { typed: own, other: term })
    return say("near", { typed: own, other: term })
  }).filter(Boolean))]

  /** The best passages, and whether there are more. */
  const best = query => {
    const ranked = rank(query.slice(0, 300)), seen = new Map(), passages = []
    if (!ranked.length || ranked[0].score < .05) return { query, passages }
    for (const one of ranked) {
      const { page } = docs[one.doc], times = seen.get(page) ?? 0
      if (times === OF_A_PAGE) continue
      if (passages.length === SHOWN) return { query, passages, more: true }
      seen.set(page, times + 1)
      passages.push(one)
    }
    return { query, passages, more: false }
  }

  /** What a reader sees of a passage; title and text are HTML. */
  const told = ({ doc: number, hits }) => {
    const doc = docs[number]
    return {
      location: doc.location, title: mark(doc.title, hits), kind: extra.kinds[doc.kind].name,
      page: doc.location === doc.page ? "" : tops.get(doc.page)?.title ?? "", text: mark(teaser(doc, hits), hits), why: reason(hits, doc).join("; "),
    }
  }

  let last   // the passages of the last query: who sees the first soon asks for the rest

  const answer = ({ query, from = 0, to = SHOWN }) => {
    if (last?.query !== query) last = best(query)
    const { passages, more } = last
    return passages.length ? { query, from, results: passages.slice(from, to).map(told), found: passages.length, more } : nothing(query)
  }

  /** Nothing found: the nearest words, and the ways in. */
  const nothing = query => {
    const found = new Map()
    for (const word of words(query)) {
      if (word.length < 3) continue
      for (const term of terms.keys()) {
        if (term.length < 4 || /\d/.test(term)) continue
        const d = distance(word.slice(0, 24), term, 4)
        if (d <= Math.min(4, word.length / 2)) found.set(term, d)
      }
    }
    const best = [...found].sort((a, b) => a[1] - b[1] || a[0].localeCompare(b[0])).slice(0, 4).map(([term]) => term)
    const help = best.length ? say("nearest", { words: best.join(", ") }) : extra.messages.advice
    return { query, from: 0, results: [], found: 0, none: `${say("none", { query })} ${help}`, ways: extra.ways }
  }

  let asks = false   // whether a reader asked something

  /** What has run often runs faster: answers the titles of the first passages, one a turn, until a reader asks. */
  const warmUp = at => setTimeout(() => {
    if (asks || at === Math.min(WARM, docs.length)) return
    answer({ query: docs[at].title })
    warmUp(at + 1)
  })

  const ready = data => {
    setUp(data)
    postMessage({ ready: told({ doc: 0, hits: [] }) })
    warmUp(0)
  }

  addEventListener("message", ({ data: { load, index, ...asked } }) => {
    if (index) ready(index)
    if (load) fetch(load).then(answer => answer.ok ? answer.json() : Promise.reject(answer.status)).then(ready).catch(() => postMessage({ failed: true }))
    if (asked.query === undefined) return
    asks = true
    postMessage(answer(asked))
  })
})()
