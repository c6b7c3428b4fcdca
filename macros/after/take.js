// Offers a table as it shows: when rows of it are hidden, the links below it give a file of the others, made here, and what is copied of it
// pastes as a table. Nothing leaves this browser.
(() => {
  const ENTITY = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }
  const escaped = words => words.replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd]/g, "").replace(/[&<>"]/g, sign => ENTITY[sign])
  const OUT = ".headerlink, .propose-link, .sr, .rows__more, [hidden]", FORMULA = /^[=+\-@\t\r]/

  /** A copy of a cell without what only works on the page. */
  const tidy = (cell, out) => {
    const copy = cell.cloneNode(true)
    for (const part of copy.querySelectorAll(out)) part.remove()
    for (const state of copy.querySelectorAll(".state")) state.replaceWith(` [${state.textContent}]`)
    return copy
  }

  /** The words of a cell as the file of the whole table has them (see macros/after/workbooks.py). */
  const words = cell => {
    const copy = tidy(cell, OUT)
    for (const part of copy.querySelectorAll("summary")) part.append(": ")
    for (const part of copy.querySelectorAll("br, li, p, div")) part.prepend(" ")
    for (const part of copy.querySelectorAll("br")) part.replaceWith(" ")
    return copy.textContent.replace(/\s+/g, " ").trim()
  }

  const csv = rows => new Blob(["\ufeff", rows.map(row => row.map(cell => {
    const safe = FORMULA.test(cell) ? `'${cell}` : cell
    return /[";\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
  }).join(";") + "\r\n").join("")], { type: "text/csv" })

  const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  const PACKAGE = "http://schemas.openxmlformats.org/package/2006", START = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
  const related = (...parts) => `${START}<Relationships xmlns="${PACKAGE}/relationships">${parts.map(([type, target], index) =>
    `<Relationship Id="rId${index + 1}" Type="${DOCUMENT}/${type}" Target="${target}"/>`).join("")}</Relationships>`

  /** A workbook of one sheet, in which every cell is text and the first row bold. */
  const xlsx = async (rows, name) => {
    const kinds = [["workbook", "sheet.main"], ["worksheets/sheet1", "worksheet"], ["styles", "styles"]]
    const cells = row => row.map(cell => `<c t="inlineStr" s="${row === rows[0] ? 1 : 2}"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`).join("")
    const font = bold => `<font>${bold ? "<b/>" : ""}<sz val="11"/><name val="Calibri"/></font>`
    const style = bold => `<xf numFmtId="49" fontId="${bold}" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>`
    return new Blob([await Zip.write({
      "[Content_Types].xml": `${START}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${kinds.map(([part, kind]) =>
        `<Override PartName="/xl/${part}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${kind}+xml"/>`).join("")}</Types>`,
      "_rels/.rels": related(["officeDocument", "xl/workbook.xml"]),
      "xl/_rels/workbook.xml.rels": related(["worksheet", "worksheets/sheet1.xml"], ["styles", "styles.xml"]),
      "xl/workbook.xml": `${START}<workbook xmlns="${MAIN}" xmlns:r="${DOCUMENT}"><sheets><sheet name="${escaped(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      "xl/styles.xml": `${START}<styleSheet xmlns="${MAIN}"><fonts count="2">${font(0)}${font(1)}</fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>${style(1)}${style(0)}</cellXfs></styleSheet>`,
      "xl/worksheets/sheet1.xml": `${START}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane xSplit="1" ySplit="1" topLeftCell="B2" state="frozen"/></sheetView></sheetViews><cols>${rows[0].map((_, index) =>
        `<col min="${index + 1}" max="${index + 1}" width="28" customWidth="1"/>`).join("")}</cols><sheetData>${rows.map(row => `<row>${cells(row)}</row>`).join("")}</sheetData></worksheet>`
    })], { type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" })
  }

  /** What the reader left of a table, with the words below it, or nothing when he sees all of it in its own order. */
  const left = (table, line) => {
    const all = [...table.tBodies].flatMap(body => [...body.rows]), shown = all.filter(row => row.getClientRects().length)
    if (shown.length === all.length) return null
    const head = [...table.tHead.rows].map(row => [...row.cells].map(words)), [title, ...notes] = line.dataset.notes.split("\n")
    const asked = [...table.closest("[data-table]")?.querySelectorAll("[data-table-filter] :is(select, [data-table-words])") ?? []].filter(place => place.value)
      .map(place => `${place.labels[0].textContent} ${place.selectedOptions?.[0].textContent ?? `“${place.value.trim()}”`}`)
    const told = [`${line.dataset.filtered}: ${shown.length} / ${all.length}`, ...asked, location.href].join(". ")
    return [...head, ...shown.map(row => [...row.cells].map(words)), [], [title], [told], ...notes.map(note => [note])]
  }

  // --- Copied -----------------------------------------------------------------------------------------------------

  const KEPT = "a, b, strong, em, ul, ol, li, p, br"

  /** A cell as it shows: its words, links and lists. */
  const copied = cell => {
    const made = document.createElement(cell.tagName), copy = tidy(cell, `${OUT}, details:not([open]) > :not(summary)`)
    for (const part of copy.querySelectorAll("details[open] > summary")) part.append(": ")
    for (const part of [...copy.querySelectorAll("*")].reverse()) {
      if (!part.matches(KEPT)) part.replaceWith(...part.childNodes)
      else for (const { name } of [...part.attributes]) if (name === "href") part.href = part.href; else part.removeAttribute(name)
    }
    made.append(...copy.childNodes)
    return made
  }

  document.addEventListener("copy", event => {
    const selection = getSelection(), ends = [selection.anchorNode, selection.focusNode].map(node => node?.nodeType === 3 ? node.parentElement : node)
    const [region, other] = ends.map(end => end?.closest?.(".table")), [one, two] = ends.map(end => end?.closest?.("td, th"))
    const table = region?.querySelector("table")
    if (!table || region !== other || one && one === two) return   // words of a cell, or more than a table: the browser does that well
    const made = document.createElement("table"), rows = [...table.rows].filter(row => row.getClientRects().length || row.closest("thead"))
    if (table.caption) made.createCaption().textContent = table.caption.textContent
    made.border = "1"
    for (const row of rows) {
      const head = row.closest("thead")
      if (!head && !selection.containsNode(row, true)) continue
      const part = head ? made.createTHead() : made.tBodies[0] ?? made.createTBody()
      part.insertRow().append(...[...row.cells].filter(cell => !cell.hidden).map(copied))
    }
    event.clipboardData.setData("text/html", `<meta charset="utf-8">${made.outerHTML}`)
    event.clipboardData.setData("text/plain", [...made.rows].map(row => [...row.cells].map(cell => cell.textContent.replace(/\s+/g, " ").trim()).join("\t")).join("\n"))
    event.preventDefault()
  })

  for (const line of document.querySelectorAll("[data-table-take]")) {
    const table = line.previousElementSibling.querySelector("table")
    line.addEventListener("click", async event => {
      const link = event.target.closest("a"), rows = link && left(table, line)
      if (!rows) return
      event.preventDefault()
      const [, name, kind] = /([^/]+)\.([a-z]+)$/.exec(link.getAttribute("href"))
      Copy.save(kind === "csv" ? csv(rows) : await xlsx(rows, name.slice(0, 31)), `${name}.${kind === "csv" ? "csv" : "xlsx"}`)
    })
  }
})()
