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
