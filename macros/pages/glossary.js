// Shows of the list of terms only those that hold the letters that someone types.
(() => {
  const field = document.querySelector("[data-terms-filter]"), input = field.querySelector("input"), told = document.querySelector("[data-terms-count]")
  const bare = text => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "")
  const terms = [...document.querySelectorAll("[data-term]")].map(place => [place, bare(place.textContent)])
  const show = () => {
    const wanted = bare(input.value.trim())
    let count = 0
    for (const [place, words] of terms) {
      place.hidden = !words.includes(wanted)
      count += !place.hidden
    }
    told.textContent = !wanted ? "" : count ? `${count} ${told.dataset.words}` : told.dataset.none
  }
  field.hidden = false
  input.addEventListener("input", show)
  // An address of a term shows it, whatever was typed.
  addEventListener("hashchange", () => { input.value = ""; show() })
})()
