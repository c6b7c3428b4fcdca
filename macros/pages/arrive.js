// Goes to the piece that an address points at when signs stuck to it on its way. Runs before the other scripts, which look for that piece too.
(() => {
  const arrive = () => {
    const given = location.hash.slice(1)
    if (!given || document.getElementById(given)) return
    const id = Address.read(given).split(/[?&]/)[0], found = [id, Address.read(id)].find(one => document.getElementById(one))
    if (found) location.replace(`#${found}`)
  }
  addEventListener("hashchange", arrive)
  arrive()
})()
