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

  /** A sheet with only the rows of these options, numbered on. */
  const cut = ({ head, rows, tail }, ways) => head + rows.filter(([way]) => ways.includes(way)).map(([, xml], index) =>
    xml.replace(/(<row r=")\d+/, `$1${index + 2}`).replace(/(<c r="[A-Z]+)\d+/g, `$1${index + 2}`)).join("") + tail

  const make = async () => {
    const ways = asked(), sheets = Object.fromEntries(Object.entries(kit.cut).map(([path, sheet]) => [path, cut(sheet, ways)]))
    const type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    Copy.save(new Blob([await Zip.write({ ...kit.parts, ...sheets })], { type }), "bewijsvragenlijst-mijn-bestek.xlsx")
  }

  const offer = () => {
    const ways = asked()
    $("[data-evidence-tender]").hidden = !ways.length
    $("[data-evidence-ways]").textContent = ways.map(way => kit.ways[way]).join(" · ")
  }

  // --- Read ---------------------------------------------------------------------------------------------------------------------

  const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  const parsed = xml => new DOMParser().parseFromString(xml, "application/xml")
  const all = (node, name) => [...node.getElementsByTagNameNS(MAIN, name)]
  const text = node => all(node, "t").filter(t => t.parentElement.localName !== "rPh").map(t => t.textContent).join("")

  /** The sheets of a workbook: name → rows of words. Throws for what is none. */
  const sheets = async bytes => {
    const files = Zip.read(bytes), file = async name => parsed(await files.get(name)())
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

  /** A day: the number of days since the end of 1899, as a spreadsheet counts, or day, month and year in words; null for anything else. */
  const dayOf = words => {
    const [, day, month, year] = words.match(/^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/) ?? []
    if (year) return new Date(Date.UTC(year, month - 1, day))
    return /^\d{5}(\.\d+)?$/.test(words) ? new Date(Date.UTC(1899, 11, 30 + Math.floor(words))) : null
  }
  const shown = new Intl.DateTimeFormat("nl-BE", { dateStyle: "long", timeZone: "UTC" })

  /** The answer in a workbook: {ways, proofs}; null when it is not our questionnaire. */
  const read = async bytes => {
    const found = await sheets(bytes)
    if (found.get("Lijsten")?.[0]?.[0] !== kit.mark) return null
    const ways = found.get("Gevraagd").map(row => row[5]).filter(way => Object.hasOwn(kit.ways, way))
    const proofs = found.get("Antwoord").slice(1).filter(row => [0, 3, 4, 6].some(column => row[column]))
      .map(([place = "", address = "", stage = "", system = "", other = "", document = "", number = "", until = ""]) =>
        ({ place: [place, address].filter(Boolean).join(", "), stage, system, other, document, number, until: dayOf(until) }))
    return { ways, proofs }
  }

  // --- Tell ---------------------------------------------------------------------------------------------------------------------

  const item = (...parts) => { const li = document.createElement("li"); li.append(...parts); return li }
  const strong = words => { const b = document.createElement("strong"); b.textContent = words; return b }

  /** What a proof counts for: [value, why]; of a document that we do not know, what its system counts for. */
  const worth = ({ system, document }, way) => {
    const { counts } = kit.systems[system]
    return kit.worths[(Object.hasOwn(counts, document) ? counts[document] : counts[""])[way]]
  }

  const line = ({ ways }, proof) => {
    const row = pattern.cloneNode(true), places = $("[data-evidence-rows]").dataset
    const system = Object.hasOwn(kit.systems, proof.system) ? kit.systems[proof.system] : null, told = $("[data-notes]", row)
    $("[data-place]", row).textContent = [proof.place || places.noPlace, proof.stage].filter(Boolean).join(" · ")
    $("[data-proof]", row).textContent = [system ? proof.system : proof.other || proof.system || places.noSystem, proof.document, proof.number].filter(Boolean).join(" · ")
    $("[data-until]", row).textContent = proof.until ? shown.format(proof.until) : places.noDate
    if (system) $("[data-counts]", row).replaceChildren(...ways.map(way => {
      const [value, why] = worth(proof, way)
      return item(strong(`${kit.ways[way]}: ${kit.proofs[value]}.`), why && ` ${why}`)
    }))
    else $("[data-counts]", row).replaceChildren(item(told.dataset.unknown))
    const notes = [[!proof.place, "unplaced"], [!proof.until, "undated"], [proof.until && proof.until < Date.now() - 864e5, "expired"], [system && !system.site, "elsewhere"]]
      .filter(([holds]) => holds).map(([, name]) => item(told.dataset[name]))
    row.hidden = false
    told.replaceChildren(...notes.length ? notes : [item(told.dataset.fine)])
    return row
  }

  const tell = ({ ways, proofs }) => {
    const list = $("[data-evidence-per-way]")
    list.replaceChildren(...ways.map(way => {
      const good = proofs.filter(proof => Object.hasOwn(kit.systems, proof.system) && kit.counting.includes(worth(proof, way)[0]) && proof.until >= Date.now() - 864e5)
      return item(strong(`${kit.ways[way]}: `), good.map(({ system, place }) => place ? `${system} (${place})` : system).join("; ") || list.dataset.none)
    }))
    $("[data-evidence-rows]").replaceChildren(...proofs.map(proof => line({ ways }, proof)))
  }

  const open = async file => {
    let found = null
    try { found = file.size <= LARGEST ? await read(new Uint8Array(await file.arrayBuffer())) : null } catch { /* told below */ }
    answer.hidden = !found?.proofs.length
    if (!found) status.textContent = status.dataset.strange
    else if (!found.proofs.length) status.textContent = status.dataset.empty
    else {
      tell(found)
      status.textContent = `${status.dataset.read} ${found.proofs.length}`
    }
  }

  input.disabled = false
  input.addEventListener("change", () => { if (input.files[0]) open(input.files[0]) })
  $("[data-evidence-make]", page).addEventListener("click", make)
  addEventListener("bestek", offer)
  addEventListener("storage", offer)
  offer()
})()
