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

  // A piece of the kit holds instructions. <?article id?> is where an article begins; <?unit open?>…<?unit close?> holds the words of a
  // member, a point, a row or a paragraph; <?if x?>…<?fi?> stands when x is in the tender; <?head level place numbered?>…<?tail?> and
  // <?item place?>…<?tail?> are what a reference may point at; <?ref place?>…<?fer?> holds the words for when that place is not there;
  // <?blank field?> is a field; <?lots?> and <?here only?> say for which lots it is; <?here turn?>, <?here words?>, <?here value?> stand for
  // what comes there.
  const put = (piece, text, name = "words") => piece.replaceAll(`<?here ${name}?>`, () => text)
  const plain = xml => xml.replace(/<[^>]+>/g, "")
  const named = new Intl.ListFormat("nl-BE"), { grouped } = Tenders

  /** A piece without what hangs on something that is not in the tender. */
  const kept = (piece, names) => {
    const open = []
    return piece.split(/(<\?if .+?\?>|<\?fi\?>)/).filter(part => {
      if (part.startsWith("<?if ")) open.push(Tenders.holds(part.slice(5, -2), names))
      else if (part === "<?fi?>") open.pop()
      else return open.every(Boolean)
      return false
    }).join("")
  }

  /**
   * The texts of a tender one after the other, each with the lots for which it stands: [{id, xml, lots, all}]. Of a text with a variant for
   * each lot the articles that are the same stand once. Words that read otherwise from lot to lot stand there once for each reading, under
   * the number of their member. The lots are written into its places and references.
   */
  const read = (kit, choices, lots) => {
    const present = Tenders.presentIn(kit, choices, lots)
    const told = some => put(kit.lots, words(named.format(some)))
    const marked = (xml, kinds, some) => xml.replace(new RegExp(`<\\?(${kinds}) ([^?]*[^? ])\\?>`, "g"), `<?$1 $2 @${some.map(lot => lots.indexOf(lot)).join()}?>`)
    const once = (xml, names, mine, own) => {
      const open = []
      return xml.split(/(<\?if .+?\?>|<\?fi\?>|<\?unit open\?>.*?<\?unit close\?>)/s).map(part => {
        if (part.startsWith("<?if ")) open.push(part.slice(5, -2))
        else if (part === "<?fi?>") open.pop()
        else if (!part.startsWith("<?unit ")) return marked(part.replace("<?lots?>", () => own ? told(mine) : ""), "head|ref", mine)
        else {
          const words = part.slice("<?unit open?>".length, -"<?unit close?>".length)
          const readings = grouped(mine.filter(lot => open.every(condition => Tenders.holds(condition, names.get(lot)))), lot => kept(words, names.get(lot)))
          const every = readings.flatMap(([, some]) => some)
          return readings.map(([reading, some], index) => marked(marked(index ? again(kit, reading) : reading, "item", every), "ref", some)
            .replace("<?lots?>", () => some.length < mine.length ? told(some) : "")).join("")
        }
        return ""
      }).join("").replace(/<w:tbl>(?:(?!<w:tr>).)*<w:tr>(?:(?!<w:tr>).)*<\/w:tbl>/gs, "")
    }
    return grouped(choices, ({ id }) => id).flatMap(([id, variants]) => {
      const texts = variants.map(({ variant, lots: own }) => {
        const [open, ...rest] = kit.clause[id][variant].split(/<\?article (\S+)\?>/)
        const articles = rest.flatMap((_, at) => at % 2 ? [] : [{ id: rest[at], xml: rest[at + 1], words: rest[at + 1].replace(LIST, "") }])
        return { open, articles, lots: own?.length ? own : lots }
      })
      const names = present(id)
      return Tenders.joined(texts, kit.one_page.includes(id)).map(({ articles, lots: own }) => {
        const mine = lots.filter(lot => own.includes(lot)), all = mine.length === lots.length
        const body = articles.map(({ xml, lots: some }) => once(xml, names, lots.filter(lot => some.includes(lot)), some.length < own.length))
        return { id, xml: put(once(texts[0].open, names, mine, !all), all ? "" : put(kit.only, words(named.format(mine))), "only") + body.join(""), lots: mine, all }
      })
    })
  }
  const LIST = /<w:numId w:val="\d+"\/>/g   // each list has a number of its own
  /** Another reading of a member: below the first, without a number; a bullet or a row stays what it is. */
  const again = (kit, xml) => !xml.includes("<?item ") ? xml : xml.replace(/<\?item .+?\?>|<\?tail\?>/g, "")
    .replace(/<w:pPr>(?:(?!<\/w:pPr>).)*<w:ilvl w:val="(\d)"\/>.*?<\/w:pPr>/s, (_, depth) => kit.again[depth])

  /** The number of each place for each lot, as it stands in the whole: '0 clause:article.2' → {label, mark}. */
  const numbered = xml => {
    const found = new Map()
    let article = 0, count = [0, 0], mark = 0
    for (const [, kind, place, more, some] of xml.matchAll(/<\?(head|item) (?:\d )?(\S+?:\S+)( numbered)? @([\d,]+)\?>/g)) {
      let label
      if (kind === "head") {
        count = [0, 0]
        if (!more) continue
        label = ++article
      } else if (place.split(".").length === 2) {
        count = [count[0] + 1, 0]
        label = count[0]
      } else label = String.fromCharCode(97 + count[1]++)
      mark++
      for (const lot of some.split(",")) found.set(`${lot} ${place}`, { label, mark })
    }
    return found
  }

  /** The text with each reference as fields that follow the numbers, and with bookmarks on what is referred to. */
  const linked = (kit, xml, lots) => {
    const places = numbered(xml), used = new Set(), [article, ...deeper] = kit.words.levels
    const run = text => put(kit.text, text)
    const field = (code, mark, text) => { used.add(mark); return put(put(kit.field, ` REF _Ref${mark} ${code} `, "code"), text) }
    const cited = (place, lot, alone) => {
      const steps = place.split(".").map((_, index, all) => places.get(`${lot} ${all.slice(0, index + 1).join(".")}`))
      if (!steps[0]) return alone
      const end = steps.includes(undefined) ? steps.indexOf(undefined) : steps.length
      return steps.slice(0, end).map(({ label, mark }, level) => level ? run(`, ${deeper[level - 1]} `) + field("\\n \\h", mark, label)
        : field("\\r \\h \\* Lower", mark, `${article} ${label}`)).join("")
    }
    const joined = xml.replace(/<\?ref (\S+) @([\d,]+)\?>(.*?)<\?fer\?>/gs, (_, place, some, alone) => {
      const ways = grouped(some.split(","), lot => cited(place, lot, alone))
      return ways.length === 1 ? ways[0][0] : ways.map(([way, which]) => `${way}${run(` (${words(named.format(which.map(lot => lots[lot])))})`)}`)
        .join(run(kit.words.or))
    })
    return joined.replace(/<\?item (\S+) @([\d,]+)\?>(.*?)<\?tail\?>/gs, (_, place, some, content) => marked(places, used, place, some, content))
      .replace(/<\?head 3 (\S+)( numbered)? @([\d,]+)\?>(.*?)<\?tail\?>/gs, (_, place, more, some, content) =>
        `<?head 3 ${more ? places.get(`${some.split(",")[0]} ${place}`).label : ""}?>${marked(places, used, place, some, content)}<?tail?>`)
  }
  const marked = (places, used, place, some, content) => {
    const mark = places.get(`${some.split(",")[0]} ${place}`)?.mark
    return used.has(mark) ? bookmark(mark, `_Ref${mark}`, content) : content
  }
  const bookmark = (id, name, content) => `<w:bookmarkStart w:id="${id}" w:name="${name}"/>${content}<w:bookmarkEnd w:id="${id}"/>`

  /** The text without a space in front of a paragraph, and with one where words fell away. */
  const spaced = xml => xml.replace(/<w:p>.*?<\/w:p>/gs, paragraph => {
    let space = true
    return paragraph.replace(/(<w:t xml:space="preserve">)([^<]*)(<\/w:t>)|<\?blank .+?\?>/g, (whole, open, text, close) => {
      const left = space && open ? text.trimStart() : text
      if (left !== "") space = Boolean(open) && /\s$/.test(left)
      return open ? `${open}${left}${close}` : whole
    })
  })

  /** The headings with a bookmark each, and the lines of the table of contents that lead to them: [xml, lines]. */
  const listed = (kit, xml) => {
    const lines = []
    const found = xml.replace(/<\?head (\d) ?(\d*)(?: @[\d,]+)?\?>(.*?)<\?tail\?>/gs, (_, level, number, content) => {
      const name = `_Toc${lines.length + 1}`, title = `${number ? `${kit.words.heading} ${number}. ` : ""}${plain(content)}`
      lines.push(put(kit[`contents_${level}`], title).replace(kit.anchor, name))
      return bookmark(100000 + lines.length, name, content)
    })
    return [found, lines.join("")]
  }

  /** The document with what was typed in each blank, and on its first page what is still open or wrong. */
  const filled = (kit, xml, values) => {
    const open = new Map()   // field → [how, bookmarks]
    const state = id => {
      const given = Object.hasOwn(values, id) ? values[id] ?? "" : "", text = words(String(given.text ?? given))
      return !text ? ["empty", ""] : [given.wrong ? "wrong" : "filled", text]
    }
    let marks = 0
    // One pass: what was typed is never looked at again.
    const body = xml.replace(/<\?blank ([a-z0-9-]+)\?>/g, (_, id) => {
      const [how, text] = state(id), control = put(kit.blank[id][how], text, "value")
      if (how === "filled") return control
      const name = `veld${++marks}`
      open.set(id, [how, [...open.get(id)?.[1] ?? [], name]])
      return bookmark(200000 + marks, name, control)
    })
    const lines = [...open].map(([id, [how, [first, ...others]]]) => {
      const more = others.map((name, index) => kit.space + put(kit.link, index + 2).replace(kit.anchor, name)).join("")
      return put(kit[`todo_${how === "wrong" ? "wrong" : "open"}`], kit.open_field[id].replace(kit.anchor, first) + (more && kit.also + more), "open")
    })
    return body.replace("<?here todo?>", () => lines.length ? kit.todo + lines.join("") : kit.todo_none)
  }

  /**
   * A .docx of the chosen texts: `choices` is [{id, variant, lots}], in which `lots` names those for which the text stands (none: all).
   * `values` is field → what was typed, or {text, wrong: true} for what cannot be right; `every` names all lots of the tender.
   */
  const build = async (kit, choices, values = {}, every = []) => {
    // In the order of a tender; what stands apart from it comes after the rest.
    const order = Object.keys(kit.place_of).sort((one, other) => kit.apart.includes(one) - kit.apart.includes(other))
    const sorted = [...choices].sort((one, other) => order.indexOf(one.id) - order.indexOf(other.id))
    const lots = [...new Set([...every, ...choices.flatMap(({ lots }) => lots ?? [])])]
    if (!lots.length) lots.push("")
    const texts = read(kit, sorted, lots)
    const parts = []
    let place
    for (const { id, xml } of texts) {
      const follows = kit.place_of[id] === place, sheet = kit.one_page.includes(id)
      if (sheet) parts.push(kit.section)
      if (!follows) parts.push(kit.place[place = kit.place_of[id]])
      parts.push(put(xml, follows ? kit.page_break : "", "turn"))
      if (sheet) parts.push(kit.sheet)
    }
    const rows = sorted.map(({ id, variant, lots: own }) =>
      put(kit.row[id][variant], own?.length && own.length < lots.length ? put(kit.text, ` · ${words(named.format(own))}`) : "", "lots"))
    const [body, contents] = listed(kit, [spaced(linked(kit, parts.join(""), lots)), kit.table_open].join(""))
    const cover = Object.entries(kit.cover).filter(([field]) => body.includes(`<?blank ${field}?>`)).map(([, line]) => line)
    const ids = [...new Set(sorted.map(({ id }) => id))]
    const title = ids.length === 1 ? kit.titles[ids[0]] : ids.every(id => kit.letters.includes(id)) ? kit.letters_title : kit.title
    const whole = [kit.open.replace(kit.title, () => words(title)), ...cover, kit.todo_head, "<?here todo?>", put(kit.contents, contents, "contents"), body, ...rows, kit.table_close, kit.close].join("")
    return file(kit, title, filled(kit, whole.replaceAll("<?lots?>", ""), values))
  }

  /** A .docx of plain paragraphs, each with the name of a style of the template: [{style, text}]. */
  const report = async (kit, lines) => {
    const body = "<w:body>", head = kit.open.slice(0, kit.open.indexOf(body) + body.length)
    const xml = lines.map(({ style, text }) =>
      `<w:p><w:pPr><w:pStyle w:val="${kit.styles[style]}"/></w:pPr><w:r><w:t xml:space="preserve">${words(text)}</w:t></w:r></w:p>`)
    return file(kit, lines[0].text, [head, ...xml, kit.close].join(""))
  }

  /** The file around a document: the styles, header and footer of the template with its images, under the title of what it holds. */
  const file = async (kit, title, xml) => {
    const parts = Object.entries(kit.parts).map(([name, part]) => [name, part.replaceAll(kit.title, () => words(title))])
    const images = Object.entries(kit.images).map(([name, image]) => [name, Uint8Array.from(atob(image), sign => sign.charCodeAt(0))])
    return new Blob([await Zip.write({ ...Object.fromEntries([...parts, ...images]), "word/document.xml": xml })], { type: MIME })
  }

  globalThis.Docx = { load, build, report, file, words }
})()
