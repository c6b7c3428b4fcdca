// What may stand in a field and how it then reads in a text. Pure: it knows no page and says nothing itself.
globalThis.Fields = (() => {
  const NUMBER = /^\d{1,9}$/, DECIMALS = /^\d{1,9}(,\d{1,4})?$/, EMAIL = /^[^\s@<>"]+@[^\s@<>".]+(\.[^\s@<>".]+)*\.[^\s@<>".]{2,}$/
  const long = date => date.toLocaleDateString("nl-BE", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" })
  const months = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2000, month)).toLocaleDateString("nl-BE", { month: "long", timeZone: "UTC" }))

  /** The day that '1 maart 2027', '1/3/2027' or '2027-03-01' names, or null. */
  const day = text => {
    const words = text.trim().toLowerCase()
    const [, year, month, date] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(words) ?? []
    const [, d, m, y] = /^(\d{1,2})[/.\- ]+(\d{1,2}|[a-z]+)[/.\- ]+(\d{4})$/.exec(words) ?? []
    const given = year ? [year, month, date] : d ? [y, NUMBER.test(m) ? m : months.indexOf(m) + 1, d] : null
    if (!given) return null
    const [a, b, c] = given.map(Number), found = new Date(Date.UTC(a, b - 1, c))
    return a >= 1900 && found.getUTCMonth() === b - 1 && found.getUTCDate() === c ? found : null
  }

  const fits = {
    getal: (text, { min, max, decimals }) => (decimals ? DECIMALS : NUMBER).test(text)
      && Number(text.replace(",", ".")) >= Number(min) && Number(text.replace(",", ".")) <= Number(max),
    datum: text => Boolean(day(text)),
    email: text => EMAIL.test(text),
  }

  /** Whether a value may stand in a field {type, min, max, decimals, preset}; an empty field is open, not wrong. */
  const right = (field, value) => {
    const text = value.trim()
    return !text || text === field.preset || !fits[field.type] || fits[field.type](text, field)
  }

  /** How a value reads in a text: a date in full, the lines of a list one after the other. */
  const shown = (field, value) => {
    const text = value.trim()
    if (field.type === "datum") return day(text) ? long(day(text)) : text
    if (field.type !== "lijst") return text
    return text.split(/\s*[\r\n]+\s*/).filter(Boolean).join("; ")
  }

  return { right, shown, day, long }
})()
