import { initAll } from './govuk-frontend.min.js'

initAll()

// What htmx puts into the page gets its behaviour too.
document.body.addEventListener('htmx:load', (event) => {
  if (event.detail.elt !== document.body) initAll({ scope: event.detail.elt })
})

// "Select all" above a group of checkboxes, and buttons that print the page.
document.addEventListener('click', (event) => {
  if (event.target.closest('[data-print]')) window.print()
})
