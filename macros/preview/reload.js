// Asks the server for a build newer than the one of this page, and then loads the page anew; a page out of sight does not ask.
const { epoch } = document.currentScript.dataset
let asking

async function ask() {
  asking = new AbortController()
  const { signal } = asking
  while (!signal.aborted) {
    try {
      const answer = await fetch(`/livereload/${epoch}/${Date.now()}`, { signal })
      if (answer.ok && Number(await answer.text()) > Number(epoch)) return location.reload()
    } catch {
      await new Promise(done => setTimeout(done, 3000))   // the server stopped, or we did
    }
  }
}

function look() {
  asking?.abort()
  if (document.visibilityState === "visible") ask()
}

document.addEventListener("visibilitychange", look)
look()
