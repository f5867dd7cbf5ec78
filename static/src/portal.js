import { initAll } from './govuk-frontend.min.js'

initAll()

// What htmx puts into the page gets its behaviour too.
document.body.addEventListener('htmx:load', (event) => {
  if (event.detail.elt !== document.body) initAll({ scope: event.detail.elt })
})

// On a phone the list comes first: its filter stays folded unless something is wrong in it.
if (window.matchMedia('(max-width: 40em)').matches) {
  for (const filter of document.querySelectorAll('.portal-filter')) {
    if (!filter.querySelector('.govuk-form-group--error')) filter.open = false
  }
}

// An answer to a doubt redraws the whole draft. Whoever answered stays at the same place, on the
// keyboard too; what they opened stays open, and what they typed meanwhile is not lost.
let kept = null

document.body.addEventListener('htmx:beforeSwap', (event) => {
  const draft = document.getElementById('draft')
  if (!draft || event.detail.target !== draft) return
  const place = event.detail.requestConfig.elt.elements?.namedItem('place')?.value
  const answered = place && document.getElementById(place)
  const other = (element) => element.id && !(answered && answered.contains(element))
  kept = {
    place,
    top: answered ? answered.getBoundingClientRect().top : 0,
    open: [...draft.querySelectorAll('details[open]')].filter(other).map((details) => details.id),
    typed: [...draft.querySelectorAll('input[type=text], textarea')]
      .filter((field) => other(field) && field.value !== field.defaultValue)
      .map((field) => [field.id, field.value])
  }
})

document.body.addEventListener('htmx:afterSwap', (event) => {
  if (!kept || event.detail.elt.id !== 'draft') return
  for (const id of kept.open) document.getElementById(id)?.setAttribute('open', '')
  for (const [id, value] of kept.typed) {
    const field = document.getElementById(id)
    if (field) field.value = value
  }
  const answered = kept.place && document.getElementById(kept.place)
  if (answered) {
    const moved = answered.getBoundingClientRect().top - kept.top
    window.scrollBy({ top: moved, behavior: 'instant' })
    answered.focus({ preventScroll: true })
  }
  kept = null
})
