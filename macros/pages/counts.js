// Says of everything that somebody has together for what it counts, for what in part, and for what nothing is there yet.
(() => {
  for (const table of document.querySelectorAll("[data-table=telt-dat]")) {
    const { elements } = table.querySelector("[data-table-filter]"), rows = [...table.querySelectorAll("tbody tr")]
    const template = table.querySelector("[data-sum]"), sum = template.content.firstElementChild, counting = sum.dataset.counting.split(" ")
    const ways = [...elements.waarvoor.options].filter(({ value }) => value)
    const holds = (row, key, value) => row.dataset[key].split(" ").includes(value)

    /** A line of the answer: its words, or nothing when there is nothing to say. */
    const line = (name, words) => {
      const head = sum.querySelector(`[data-sum-${name}]`)
      head.parentElement.hidden = !words.length
      head.nextElementSibling.textContent = `${words.join("; ")}.`
      return head
    }

    const tell = () => {
      const boxes = [...elements.heb].filter(box => box.checked)
      const paper = ({ value }) => table.querySelector(`[data-own="${value}"]`).value || elements.document.value
      const of = (row, box) => holds(row, "heb", box.value) && (!paper(box) || holds(row, "document", paper(box)))
      const mine = rows.filter(row => boxes.some(box => of(row, box)))
      const strange = boxes.filter(box => !mine.some(row => of(row, box)))
      const best = values => ways.filter(({ value }) => mine.some(row => holds(row, "waarvoor", value) && values.includes(row.dataset.telt)))
      const full = best(counting), part = best([sum.dataset.partly]).filter(way => !full.includes(way))
      const none = ways.filter(way => !full.includes(way) && !part.includes(way)), text = way => way.text
      const head = line("full", full.map(text))
      head.textContent = boxes.every(paper) ? head.dataset.sure : head.dataset.may
      line("part", part.map(text))
      line("none", none.map(text))
      line("strange", strange.map(({ labels }) => labels[0].textContent.trim()))
      sum.hidden = !boxes.length
    }

    template.replaceWith(sum)
    // The table tells how much of it shows after each choice, also after one that comes from the address.
    new MutationObserver(tell).observe(table.querySelector("[data-table-count]"), { childList: true })
    tell()
    if (!sum.hidden) sum.scrollIntoView()   // whoever follows a link to an answer sees the answer
  }
})()
