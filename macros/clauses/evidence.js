// Makes the questionnaire about proof for 'Mijn bestek', and reads one that came back: for what each proof counts. Nothing leaves the browser.
(() => {
  const kit = globalThis.bewijs, LARGEST = 5_000_000
  const $ = (selector, within = document) => within.querySelector(selector)
  const page = $("[data-evidence]"), pattern = $("[data-evidence-row]"), status = $("[data-evidence-status]"), answer = $("[data-evidence-answer]"), input = $("[data-evidence-file]")

  // --- Make ---------------------------------------------------------------------------------------------------------------------

  /** The options of the toolbox that the texts in 'Mijn bestek' ask, those of all lots together. */
  const asked = () => {
    const chosen = Clauses.chosen().filter(({ id, variant }) => globalThis.bestek.imposes[id]?.[variant])
    const duties = [...Tenders.duties(globalThis.bestek, chosen)].map(duty => duty.split("/")[1])
    return Object.keys(kit.ways).filter(way => duties.includes(way))
  }

  /** What each document counts for, for these options: a row each, as its worth, the words of its cells, and how high it is. */
  const covered = ways => kit.lines.filter(([way]) => !way || ways.includes(way)).map(([way, system, documents, worth, height]) => {
    const [value, why, missing] = kit.worths[worth], [everyWay, everySystem] = kit.every
    const names = documents.map(document => kit.documents[document]).join("; ")
    return { value, cells: [way ? kit.ways[way] : everyWay, system ? kit.systems[system].name : everySystem, names, kit.proofs[value], why, missing], height }
  })

  /** A sheet with other rows below its head, numbered on. */
  const rowed = ({ head, tail }, rows) => head + rows.map((xml, index) =>
    xml.replace(/(<row r=")\d+/, `$1${index + 2}`).replace(/(<c r="[A-Z]+)\d+/g, `$1${index + 2}`)).join("") + tail

  const MAKERS = {
    xlsx: ways => {
      const { parts, asked, covered: counts } = kit.sheet
      const rows = covered(ways).map(({ cells, height }) => counts.rows.map((piece, index) => piece + (index < cells.length ? Docx.words(cells[index]) : "")).join("")
        .replace(/ ht="[\d.]+"/, ` ht="${height}"`))
      const sheets = { [asked.path]: rowed(asked, ways.map(way => asked.rows[way])), [counts.path]: rowed(counts, rows) }
      return Zip.write({ ...parts, ...sheets }).then(bytes => new Blob([bytes], { type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" }))
    },
    docx: ways => {
      const { open, asked, answer, form, counts, covered: row, end, title } = kit.word
      const forms = Array.from({ length: kit.forms }, (_, index) => form.replaceAll("⟦nummer⟧", index + 1))
      const rows = covered(ways).filter(({ value }) => value !== kit.not).map(({ cells }) => row.replace(/⟦(\d+)⟧/g, (_, index) => Docx.words(cells[index])))
      return Docx.file(kit.word, title, [open, ...ways.map(way => asked[way]), answer, ...forms, counts, ...rows, end.replace("⟦wegen⟧", ways.join(" · "))].join(""))
    }
  }

  const make = async ({ currentTarget: { dataset } }) => {
    const kind = dataset.evidenceMake
    Copy.save(await MAKERS[kind](asked()), `bewijsvragenlijst-mijn-bestek.${kind}`)
  }

  const offer = () => {
    const ways = asked()
    $("[data-evidence-tender]").hidden = !ways.length
    $("[data-evidence-ways]").textContent = ways.map(way => kit.ways[way]).join(" · ")
  }

  // --- Read ---------------------------------------------------------------------------------------------------------------------

  const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
  const parsed = xml => new DOMParser().parseFromString(xml, "application/xml")
  const among = space => (node, name) => [...node.getElementsByTagNameNS(space, name)]

  /** The sheets of a workbook: name → rows of words. Throws for what is none. */
  const sheets = async files => {
    const all = among(MAIN), file = async name => parsed(await files.get(name)())
    const text = node => all(node, "t").filter(t => t.parentElement.localName !== "rPh").map(t => t.textContent).join("")
    const shared = files.has("xl/sharedStrings.xml") ? all(await file("xl/sharedStrings.xml"), "si").map(text) : []
    const related = new Map([...(await file("xl/_rels/workbook.xml.rels")).documentElement.children].map(part => [part.getAttribute("Id"), part.getAttribute("Target")]))
    const found = new Map()
    for (const sheet of all(await file("xl/workbook.xml"), "sheet")) {
      const target = related.get(sheet.getAttributeNS("http://schemas.openxmlformats.org/officeDocument/2006/relationships", "id"))
      const rows = all(await file(target.startsWith("/") ? target.slice(1) : `xl/${target}`), "row")
      found.set(sheet.getAttribute("name"), rows.map(row => all(row, "c").reduce((cells, cell) => {
        const value = all(cell, "v")[0]?.textContent ?? ""
        const kind = cell.getAttribute("t"), words = kind === "s" ? shared[value] : kind === "inlineStr" ? text(cell) : value
        const [letters] = cell.getAttribute("r").match(/^[A-Z]+/)
        cells[[...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1] = (words ?? "").trim()
        return cells
      }, [])))
    }
    return found
  }

  /** The answer in a workbook: {about, ways, proofs}; null when it is not our questionnaire. */
  const fromSheets = async files => {
    const found = await sheets(files), [head, ...rows] = found.get("Antwoord") ?? [[]]
    if (found.get("Lijsten")?.[0]?.[0] !== kit.mark || !kit.columns.every(name => head.includes(name))) return null
    return {
      about: found.get("Lees mij").filter(([label, words]) => kit.about.includes(label) && words),
      ways: found.get("Gevraagd").map(row => row[5]).filter(way => Object.hasOwn(kit.ways, way)),
      blocks: rows.map(row => new Map(kit.columns.map(name => [name, row[head.indexOf(name)] ?? ""])))
    }
  }

  /** The answer in a document: every table with our labels is a proof, whether or not its blanks are still those of Word. */
  const fromDocument = async files => {
    const all = among(WORD), body = parsed(await files.get("word/document.xml")()), deleted = "del, moveFrom"
    const text = node => all(node, "*").map(({ localName: name, textContent, parentElement }) =>
      name === "t" && !parentElement.closest(deleted) ? textContent : name === "br" || name === "p" ? "\n" : name === "tab" ? " " : "").join("").trim()
    const day = cell => all(cell, "date")[0]?.getAttributeNS(WORD, "fullDate")?.slice(0, 10) ?? ""
    /** What was filled in, without the words of the blank itself. */
    const filled = (cell, label) => {
      const words = [label, kit.choose].reduce((left, blank) => left.replace(`[${blank}]`, ""), text(cell)).trim()
      return words && !dayOf(words) && day(cell) ? day(cell) : words
    }
    const told = text(body).split("\n").find(line => line.includes(`${kit.mark} ·`))
    if (!told) return null
    const tables = all(body, "tbl").map(table => new Map(all(table, "tr").map(row => all(row, "tc")).filter(({ length }) => length === 2)
      .map(([head, cell]) => [text(head), cell]).map(([label, cell]) => [label, filled(cell, label)])))
    const named = told.slice(told.indexOf(kit.mark)).split(" · ")
    return {
      about: tables.flatMap(table => [...table]).filter(([label, words]) => kit.about.includes(label) && words),
      ways: Object.keys(kit.ways).filter(way => named.includes(way)),
      blocks: tables.filter(table => kit.columns.every(name => table.has(name)))
    }
  }

  const MONTHS = Array.from({ length: 12 }, (_, month) => new Intl.DateTimeFormat("nl-BE", { month: "long", timeZone: "UTC" }).format(Date.UTC(2000, month, 15)))

  /** A day: as a spreadsheet counts, the number of days since the end of 1899, or in numbers or words; null for anything else, as 31 februari. */
  const dayOf = words => {
    if (/^\d{5}(\.\d+)?$/.test(words)) return new Date(Date.UTC(1899, 11, 30 + Math.floor(words)))
    const { day, month, name, year } = (words.match(/^(?<day>\d{1,2})[-/. ]+(?:(?<month>\d{1,2})|(?<name>\p{L}+))[-/. ]+(?<year>\d{4})$/u)
      ?? words.match(/^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)$/))?.groups ?? {}
    const at = month ? month - 1 : MONTHS.indexOf(name?.toLowerCase()), found = new Date(Date.UTC(year, at, day))
    return at >= 0 && found.getUTCMonth() === at && found.getUTCDate() === Number(day) ? found : null
  }
  const shown = new Intl.DateTimeFormat("nl-BE", { dateStyle: "long", timeZone: "UTC" })

  /** The answer in a file: {about, ways, proofs}; null when it is not our questionnaire. Throws for what is no workbook or document. */
  const read = async bytes => {
    const files = Zip.read(bytes), found = await (files.has("word/document.xml") ? fromDocument : fromSheets)(files)
    const id = (records, name) => Object.keys(records).find(key => (records[key].name ?? records[key]) === name)
    return found && {
      ...found,
      proofs: found.blocks.map(block => kit.columns.map(name => block.get(name))).filter(row => [0, 3, 4, 6].some(column => row[column]))
        .map(([place, address, stage, system, other, document, number, until, remark]) => ({
          place: [place, address].filter(Boolean).join(", "), stage, name: system, system: id(kit.systems, system), other,
          paper: document, document: id(kit.documents, document), number, until: dayOf(until), remark
        }))
    }
  }

  // --- Tell ---------------------------------------------------------------------------------------------------------------------

  const item = (...parts) => { const li = document.createElement("li"); li.append(...parts); return li }
  const strong = words => { const b = document.createElement("strong"); b.textContent = words; return b }

  /** What a proof counts for: [value, why, missing]; undefined for a system that we do not know, or a document that it does not have. */
  const worth = ({ system, document }, way) =>
    kit.worths[kit.lines.find(([of, held, documents]) => documents.includes(document) && (!of || of === way) && system && (!held || held === system))?.[3]]

  const lasts = ({ until }) => until >= Date.now() - 864e5

  const line = (ways, proof) => {
    const row = pattern.cloneNode(true), places = $("[data-evidence-rows]").dataset, told = $("[data-notes]", row)
    const worths = ways.map(way => [way, worth(proof, way)]), known = worths.every(([, found]) => found)
    $("[data-place]", row).textContent = [proof.place || places.noPlace, proof.stage].filter(Boolean).join(" · ")
    $("[data-proof]", row).textContent = [proof.system ? proof.name : proof.other || proof.name || places.noSystem, proof.paper, proof.number].filter(Boolean).join(" · ")
    $("[data-until]", row).textContent = proof.until ? shown.format(proof.until) : places.noDate
    $("[data-counts]", row).replaceChildren(...known ? worths.map(([way, [value, why, missing]]) =>
      item(strong(`${kit.ways[way]}: ${kit.proofs[value]}.`), ` ${why} ${missing}`))
      : [item(told.dataset[!proof.system ? "unknown" : proof.document ? "strange" : "untold"])])
    const notes = [[!proof.place, "unplaced"], [!proof.until, "undated"], [proof.until && !lasts(proof), "expired"], [proof.system && !kit.systems[proof.system].site, "elsewhere"]]
      .filter(([holds]) => holds).map(([, name]) => item(told.dataset[name]))
    if (proof.remark) notes.push(item(strong(`${told.dataset.remark} `), proof.remark))
    row.hidden = false
    told.replaceChildren(...notes.length ? notes : [item(told.dataset.fine)])
    return row
  }

  const tell = ({ about, ways, proofs }) => {
    const list = $("[data-evidence-per-way]"), from = $("[data-evidence-about]"), valid = proofs.filter(proof => proof.place && lasts(proof))
    const today = kit.about.at(-1)   // the day on which he filled it in; any other number of five figures is no day
    from.textContent = about.map(([label, words]) => `${label}: ${label === today && dayOf(words) ? shown.format(dayOf(words)) : words}`).join(" · ")
    list.replaceChildren(...ways.map(way => {
      const good = valid.filter(proof => kit.counting.includes(worth(proof, way)?.[0])), named = ({ name, place }) => `${name} (${place})`
      if (good.length) return item(strong(`${kit.ways[way]}: `), good.map(named).join("; "))
      const partly = valid.filter(proof => worth(proof, way)?.[0] === kit.partly)
        .map(proof => item(`${list.dataset.partly} ${named(proof)}. ${worth(proof, way)[2]}`))
      const left = item(strong(`${kit.ways[way]}: `), list.dataset.none)
      const missing = document.createElement("ul")
      missing.append(...partly)
      if (partly.length) left.append(missing)
      return left
    }))
    $("[data-evidence-rows]").replaceChildren(...proofs.map(proof => line(ways, proof)))
  }

  const open = async file => {
    const large = file.size > LARGEST
    // What cannot be read is told as such: no zip, a sound one that is something else, or a browser that cannot unpack.
    const found = large ? null : await file.arrayBuffer().then(buffer => read(new Uint8Array(buffer))).catch(() => undefined)
    answer.hidden = !found?.proofs.length
    if (found?.proofs.length) tell(found)
    status.textContent = large ? status.dataset.large : found === undefined ? status.dataset.strange : found === null ? status.dataset.other
      : found.proofs.length ? `${status.dataset.read} ${found.proofs.length}` : status.dataset.empty
  }

  input.disabled = false
  input.addEventListener("change", () => { if (input.files[0]) open(input.files[0]) })
  for (const button of page.querySelectorAll("[data-evidence-make]")) button.addEventListener("click", make)
  addEventListener("bestek", offer)
  addEventListener("storage", offer)
  offer()
})()
