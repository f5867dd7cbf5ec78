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

// A drafted sentence goes to the end of what is typed, without a way round by the server.
document.body.addEventListener('click', (event) => {
  const button = event.target.closest('[data-takes-into]')
  const words = button && document.getElementById(button.dataset.takesInto)
  if (!words) return
  event.preventDefault()
  words.value = [words.value.trimEnd(), button.value].filter(Boolean).join('\n\n')
  words.dispatchEvent(new Event('input', { bubbles: true }))
  words.focus()
  words.setSelectionRange(words.value.length, words.value.length)
})

// The preview beside the words scrolls by itself: to where somebody types at the end of them, and
// to their beginning where none of them can be seen.
function showTyped () {
  const words = document.getElementById('preview-words')
  const typed = words?.querySelector('.portal-write__typed')
  const frame = words?.closest('.portal-write__preview')
  const box = document.querySelector('.portal-write__form textarea')
  if (!typed || frame.scrollHeight <= frame.clientHeight) return
  const shown = frame.getBoundingClientRect()
  const own = typed.getBoundingClientRect()
  const atEnd = box.selectionEnd === box.value.length
  if (atEnd && own.bottom > shown.bottom) frame.scrollTop += own.bottom - shown.bottom + 60
  else if (own.top > shown.bottom || own.bottom < shown.top) frame.scrollTop += own.top - shown.top - 60
}

showTyped()
document.body.addEventListener('htmx:afterSettle', (event) => {
  if (event.detail.elt.id === 'preview-words') showTyped()
})

// A link that is looked at in the preview leaves the words that are typed beside it alone.
document.body.addEventListener('click', (event) => {
  const link = event.target.closest('#preview-words a')
  if (link) link.target = '_blank'
})
