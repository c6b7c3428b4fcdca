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
  const PACKAGE = "http://schemas.openxmlformats.org/package/2006", START = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>', HEAD = "E7EDF3"
  const related = (...parts) => `${START}<Relationships xmlns="${PACKAGE}/relationships">${parts.map(([type, target], index) =>
    `<Relationship Id="rId${index + 1}" Type="${DOCUMENT}/${type}" Target="${target}"/>`).join("")}</Relationships>`

  /** How high a row is, in points: not every program works it out. */
  const height = (row, widths) => 15 * Math.max(...row.map((cell, index) => Math.ceil(cell.length / (widths[index] - 2)) || 1))

  /** A workbook of one sheet, in which every cell is text and the first row bold. */
  const xlsx = ({ rows, notes, widths, name }) => {
    const kinds = [["workbook", "sheet.main"], ["worksheets/sheet1", "worksheet"], ["styles", "styles"]]
    const cell = (words, style) => `<c t="inlineStr" s="${style}"><is><t xml:space="preserve">${escaped(words)}</t></is></c>`
    const lines = rows.map((row, index) => `<row r="${index + 1}" ht="${height(row, widths)}" customHeight="1">${row.map(words => cell(words, index ? 2 : 1)).join("")}</row>`)
    const below = notes.map((note, index) => `<row r="${rows.length + 2 + index}">${cell(note, 0)}</row>`)
    const font = bold => `<font>${bold ? "<b/>" : ""}<sz val="11"/><name val="Calibri"/></font>`, fill = (type, colour = "") => `<fill><patternFill patternType="${type}">${colour}</patternFill></fill>`
    const style = bold => `<xf numFmtId="49" fontId="${bold}" fillId="${bold * 2}" borderId="0" xfId="0" applyFill="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>`
    return Zip.write({
      "[Content_Types].xml": `${START}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${kinds.map(([part, kind]) =>
        `<Override PartName="/xl/${part}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${kind}+xml"/>`).join("")}</Types>`,
      "_rels/.rels": related(["officeDocument", "xl/workbook.xml"]),
      "xl/_rels/workbook.xml.rels": related(["worksheet", "worksheets/sheet1.xml"], ["styles", "styles.xml"]),
      "xl/workbook.xml": `${START}<workbook xmlns="${MAIN}" xmlns:r="${DOCUMENT}"><sheets><sheet name="${escaped(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      "xl/styles.xml": `${START}<styleSheet xmlns="${MAIN}"><fonts count="2">${font(0)}${font(1)}</fonts><fills count="3">${fill("none")}${fill("gray125")}${fill("solid", `<fgColor rgb="FF${HEAD}"/>`)}</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>${style(1)}${style(0)}</cellXfs></styleSheet>`,
      "xl/worksheets/sheet1.xml": `${START}<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"><pane xSplit="1" ySplit="1" topLeftCell="B2" state="frozen"/></sheetView></sheetViews><cols>${widths.map((width, index) =>
        `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`).join("")}</cols><sheetData>${lines.join("")}${below.join("")}</sheetData><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>`
    })
  }

  const ODF = "urn:oasis:names:tc:opendocument:xmlns:", SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet", VERSION = "1.3"
  const spaces = (...names) => names.map(name => `xmlns:${name}="${ODF}${name === "fo" ? "xsl-fo-compatible" : name}:1.0"`).join(" ")

  /** The same as an OpenDocument spreadsheet. */
  const ods = ({ rows, notes, widths, name }) => {
    const style = (name, family, look, more = "") => `<style:style style:name="${name}" style:family="${family}">${look}${more}</style:style>`
    const wrap = fill => `<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"${fill}/>`
    const heights = rows.map(row => height(row, widths))
    const styles = [
      ...widths.map((width, index) => style(`k${index}`, "table-column", `<style:table-column-properties style:column-width="${(width * .19).toFixed(2)}cm"/>`)),
      ...[...new Set(heights)].map(points => style(`r${points}`, "table-row", `<style:table-row-properties style:row-height="${points}pt" style:use-optimal-row-height="false"/>`)),
      '<style:style style:name="blad" style:family="table" style:master-page-name="liggend"/>',
      style("kop", "table-cell", wrap(` fo:background-color="#${HEAD}"`), '<style:text-properties fo:font-weight="bold"/>'), style("cel", "table-cell", wrap(""))
    ].join("")
    const cell = (words, look = "") => `<table:table-cell${look && ` table:style-name="${look}"`} office:value-type="string"><text:p>${escaped(words)}</text:p></table:table-cell>`
    const lines = rows.map((row, index) => `<table:table-row table:style-name="r${heights[index]}">${row.map(words => cell(words, index ? "cel" : "kop")).join("")}</table:table-row>`)
    const below = ["<table:table-row><table:table-cell/></table:table-row>", ...notes.map(note => `<table:table-row>${cell(note)}</table:table-row>`)]
    return Zip.write({
      mimetype: SPREADSHEET,
      "META-INF/manifest.xml": `${START}<manifest:manifest ${spaces("manifest")} manifest:version="${VERSION}">${[["/", SPREADSHEET], ["content.xml", "text/xml"], ["styles.xml", "text/xml"]].map(([path, type]) =>
        `<manifest:file-entry manifest:full-path="${path}" manifest:media-type="${type}"/>`).join("")}</manifest:manifest>`,
      "content.xml": `${START}<office:document-content ${spaces("office", "table", "text", "style", "fo")} office:version="${VERSION}"><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:spreadsheet><table:table table:style-name="blad" table:name="${escaped(name)}">${widths.map((_, index) =>
        `<table:table-column table:style-name="k${index}"/>`).join("")}${lines.join("")}${below.join("")}</table:table></office:spreadsheet></office:body></office:document-content>`,
      "styles.xml": `${START}<office:document-styles ${spaces("office", "style", "fo")} office:version="${VERSION}"><office:automatic-styles><style:page-layout style:name="a4"><style:page-layout-properties fo:page-width="29.7cm" fo:page-height="21cm" style:print-orientation="landscape" fo:margin="1.5cm" style:scale-to-X="1"/></style:page-layout></office:automatic-styles><office:master-styles><style:master-page style:name="liggend" style:page-layout-name="a4"/></office:master-styles></office:document-styles>`
    })
  }

  const KINDS = {
    xlsx: async sheet => new Blob([await xlsx(sheet)], { type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" }),
    ods: async sheet => new Blob([await ods(sheet)], { type: SPREADSHEET }),
    csv: ({ rows, notes }) => csv([...rows, [], ...notes.map(note => [note])])
  }

  /** What the reader left of a table, with the words below it, or nothing when he sees all of it in its own order. */
  const left = (table, line) => {
    const all = [...table.tBodies].flatMap(body => [...body.rows]), shown = all.filter(row => row.getClientRects().length)
    if (shown.length === all.length) return null
    const head = [...table.tHead.rows].map(row => [...row.cells].map(words)), [title, ...notes] = line.dataset.notes.split("\n")
    const answer = place => place.dataset.facet === undefined ? place.value && (place.selectedOptions?.[0].textContent ?? `“${place.value.trim()}”`)
      : [...place.querySelectorAll(":checked")].map(box => box.labels[0].textContent.trim()).join(", ")
    const asked = [...table.closest("[data-table]")?.querySelectorAll("[data-table-filter] :is(select, [data-table-words], [data-facet])") ?? []].filter(answer)
      .map(place => `${(place.labels?.[0] ?? place.querySelector("legend")).textContent} ${answer(place)}`)
    const told = [`${line.dataset.filtered}: ${shown.length} / ${all.length}`, ...asked, location.href].join(". ")
    return { rows: [...head, ...shown.map(row => [...row.cells].map(words))], notes: [title, told, ...notes], widths: line.dataset.widths.split(" ").map(Number) }
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
      const link = event.target.closest("a"), sheet = link && left(table, line)
      if (!sheet) return
      event.preventDefault()
      const [, name, kind] = /([^/]+)\.([a-z]+)$/.exec(link.getAttribute("href"))
      Copy.save(await KINDS[kind]({ ...sheet, name: name.slice(0, 31) }), `${name}.${kind}`)
    })
  }
})()
