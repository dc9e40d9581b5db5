"""How a sheet looks in Typst: the functions every sheet starts with.

The twin of ``latex_style``: the same page, the same measures, and the same rule for a displayed line: left of the
column of reasons when it fits there, across the page with its reason below when it only fits there, else broken at
its pieces.  Only fonts embedded in Typst are used.
"""

PRELUDE = r"""#let ink = rgb("#1a1a1a")
#let soft = rgb("#6b7280")
#let accent = rgb("#1f4e79")
#let colours = (
  proved: (rgb("#1b7a4b"), rgb("#e3f2ea")),
  refuted: (rgb("#b3261e"), rgb("#fbe9e7")),
  undecided: (rgb("#8a5a00"), rgb("#fbf1dc")),
  failed: (rgb("#7a1fa2"), rgb("#f4e8f8")),
)
#let page-width = 165mm
#let gap = 4mm
#let indent = 1.5em
#let small(body) = text(size: 8pt, body)

#let sheet(title: [], plain-title: "", course: [], meta: [], body) = {
  set document(title: plain-title, date: none)
  set text(font: "New Computer Modern", size: 10pt, fill: ink, lang: "en", overhang: false)
  show math.equation: set text(font: "New Computer Modern Math")
  show raw: set text(font: "DejaVu Sans Mono", size: 7.2pt)
  set page(
    paper: "a4", margin: (x: 22.5mm, y: 24mm), header-ascent: 8mm,
    header: block(width: 100%, below: 0pt, stroke: (bottom: .4pt + soft), inset: (bottom: 2.5pt),
      text(8pt, soft, [#course #h(1fr) #title])),
    footer: align(center, text(8pt, soft, context counter(page).display())),
  )
  set par(justify: true, leading: .55em, spacing: .75em)
  show heading.where(level: 1): set block(above: 1.7em, below: .7em, sticky: true)
  show heading.where(level: 1): set text(size: 14.4pt, fill: accent, weight: "bold")
  show heading.where(level: 2): set block(above: 1.4em, below: .6em, sticky: true)
  show heading.where(level: 2): set text(size: 11.5pt, fill: ink, weight: "bold")
  show heading: set par(justify: false)
  align(center, {
    block(below: 9pt, context {
      let head(size) = text(size, accent, weight: "bold", hyphenate: false, title)
      if measure(head(17.3pt)).width <= page-width { head(17.3pt) } else { head(14.4pt) }
    })
    block(below: 18pt, text(9pt, soft, meta))
  })
  body
}

#let standing(body) = text(8pt, soft, weight: "regular", body)
#let qed = box(width: .48em, height: .48em, fill: accent)
#let qed-here = [#h(1em, weak: true)#h(1fr)#sym.wj#qed]
#let qed-alone = block(width: 100%, align(right, qed))
#let badge(status) = {
  let (front, paper) = colours.at(status)
  box(fill: paper, inset: (x: 2pt), outset: (y: 2.4pt), text(7pt, front, weight: "bold", upper(status)))
}
#let ragged(body) = par(justify: false, body)
// a paragraph that a display follows stays on its page
#let leading(body) = block(sticky: true, body)

// measured formulas
#let width-of(body) = measure(body).width
#let widest(bodies) = calc.max(0pt, ..bodies.map(width-of))
// a box on the baseline of its first line; before Typst 0.15 a box stands on its last one, and a tall strut on the
// first line, put where `make` gets its start, shows how far the box reaches below it
#let strut = 1000pt
#let reach(width, make) = if sys.version >= version(0, 15, 0) { 0pt } else {
  measure(box(width: width, make(box(height: strut)))).height - strut
}
#let hbox(width: auto, make) = box(width: width, baseline: reach(width, make), make(none))
// a formula with its full height: Typst lets inline formulas reach into the space between lines
#let full-height(body) = start => { set par(leading: 0pt); start + body }
#let tall(body) = hbox(full-height(body))
#let shrunk(width, body) = {
  let ratio = width / calc.max(1pt, width-of(body))
  if ratio >= 1 { tall(body) }
  else { box(baseline: ratio * reach(auto, full-height(body)), scale(ratio * 100%, reflow: true, tall(body))) }
}
#let broken(width, room, pieces) = hbox(width: width, start => align(left, par(
  justify: false, hanging-indent: width - room, leading: 5pt,
  start + pieces.map(piece => shrunk(room, piece)).join(),
)))
#let fit(width, natural, whole, pieces, smaller) = {
  let room = width - 2em.to-absolute()
  if natural <= width { tall(whole) }
  else { broken(width, room, if widest(pieces) <= room { pieces } else { smaller }) }
}
// a long formula in running text: as it is when it fits the line, else breakable at its pieces
#let tall-inline(pieces) = pieces.map(tall).join()
#let long-inline(width, whole, pieces) = context {
  if width-of(whole) <= width { whole } else { pieces.map(piece => shrunk(width, piece)).join() }
}

// displayed lines
#let row(left: none, relation: none, whole: none, pieces: (), smaller: (), reason: none, number: none) = (
  left: left, relation: relation, whole: whole, pieces: pieces, smaller: smaller, reason: reason, number: number,
)
#let set-line(sticky: false, body) = block(width: 100%, breakable: false, sticky: sticky, spacing: 7pt, body)
#let set-row(row, offset, apart, room, total, right, numbers, sticky) = {
  let start = if apart { h(offset) } else { hbox(width: offset, start => align(std.right, start + row.left)) }
  let start = start + tall(row.relation)
  let (room, right) = if row.reason == [] and row.number == none { (total, 0pt) } else { (room, right) }
  let free = room - offset - row.beside
  let full = free + total - room
  let natural = row.natural
  let below = natural > free and (natural <= full or widest(row.smaller) > free - 2em.to-absolute())
  let note = if right > 0pt {
    let words(start) = par(justify: false, leading: 4pt, start + text(8pt, soft, row.reason))
    hbox(width: right - numbers, words) + box(width: numbers, align(std.right, row.number))
  }
  if apart and row.left != none { set-line(sticky: true, h(indent) + shrunk(total - indent.to-absolute(), row.left)) }
  if below and room < total {
    set-line(sticky: true, start + fit(full, natural, row.whole, row.pieces, row.smaller))
    set-line(sticky: sticky, h(1fr) + note)
  } else { set-line(sticky: sticky, start + fit(free, natural, row.whole, row.pieces, row.smaller) + h(1fr) + note) }
}
#let page-of(leads, body) = block(width: 100%, above: 10pt, below: 11pt, breakable: not leads, sticky: leads, body)
#let rows(right: 0mm, numbers: 0mm, leads: false, ..given) = page-of(leads, layout(size => {
  let rows = given.pos().map(row => (..row, natural: width-of(row.whole), beside: width-of(row.relation)))
  let total = size.width
  let room = total - right - if right > 0pt { gap } else { 0pt }
  let step = indent.to-absolute()
  let left = widest(rows.map(row => row.left))
  let expr = calc.max(0pt, ..rows.map(row => row.beside + row.natural))
  let tight = step + left + expr > room
  let apart = left > .4 * room or tight and (2 * step + expr <= room or left > .2 * room)
  let offset = if apart { 2 * step } else { step + left }
  for (k, row) in rows.enumerate() {
    let keep = k < rows.len() - 1 and (k == 0 or k == rows.len() - 2)
    set-row(row, offset, apart, room, total, right, numbers, keep)
  }
}))
// rows that surely fit: each a left side or none, relation and formula, reason, number
#let short-rows(right: 0mm, numbers: 0mm, leads: false, ..given) = page-of(leads, context {
  set par(leading: 0pt)
  let rows = given.pos()
  let lefts = rows.map(((left, ..)) => if left == none { 0pt } else { width-of(left) })
  let offset = indent.to-absolute() + calc.max(..lefts)
  for (k, (left, body, reason, number)) in rows.enumerate() {
    let words(start) = par(justify: false, leading: 4pt, start + text(8pt, soft, reason))
    set-line(sticky: k < rows.len() - 1 and (k == 0 or k == rows.len() - 2),
      h(offset - lefts.at(k)) + left + body + if right > 0pt {
        h(1fr) + hbox(width: right - numbers, words) + if numbers > 0pt { box(width: numbers, align(std.right, number)) }
      })
  }
})
#let relation(body) = h(.2778em) + body + h(.2778em)
#let we-show = [#h(.5em)We show#h(.6em)]
#let as-it-is = h(.5em)

// boxes with a coloured rule; not broken over pages unless one would not hold them
#let ruled(colour, paper, body, breakable: false, sticky: false) = block(
  width: 100%, breakable: breakable, sticky: sticky, fill: paper, stroke: (left: 2.2pt + colour), inset: (x: 7pt, y: 7pt),
  above: 12pt, below: 11pt, { set block(spacing: 6pt); set par(spacing: 6pt); body },
)
#let claim(number, name, status, source, id, body, breakable: false, sticky: false) = {
  let (front, paper) = if status in ("proved", "stated") { (accent, rgb("#f5f7f9")) } else { colours.at(status) }
  ruled(front, paper, breakable: breakable, sticky: sticky, {
    let badge = if status != "stated" { badge(status) }
    [#text(accent, weight: "bold")[Claim #number]#h(.5em)#emph(name)#h(1em, weak: true)#h(1fr)#sym.wj#badge]
    parbreak()
    body
    show raw: set text(size: 6.6pt)
    block(above: 8pt, text(8pt, soft, [#source#h(1fr)#id]))
  })
}
// a statement that comes without pieces is short
#let statement(whole: none, pieces: (), smaller: ()) = block(width: 100%, spacing: 9pt,
  if pieces.len() == 0 { context align(center, tall(whole)) }
  else { layout(size => align(center, fit(size.width, width-of(whole), whole, pieces, smaller))) })

#let picture(drawing, caption) = block(width: 100%, breakable: false, above: 13pt, below: 13pt, align(center, {
  drawing
  block(above: 4pt, text(8pt, soft, emph(caption)))
}))
// algorithms, messages, ledger
#let algorithm(title, ..lines) = block(width: 100%, above: 13pt, below: 12pt, {
  block(below: 4pt, sticky: true, text(9pt, emph(title)))
  let last = lines.pos().len() - 1
  block(width: 100%, breakable: last > 20, stroke: (y: .4pt + ink), inset: (y: 4pt),
    for (k, (depth, line)) in lines.pos().enumerate() {
    let indent = 2.6em + depth * 1.5em
    set par(leading: 0pt)  // for inline formulas, which Typst lets reach into the leading
    block(spacing: 6pt, sticky: k == 0 or k == last - 1, par(justify: false, leading: 3pt, hanging-indent: indent + 2em, {
      box(width: 2.1em, align(std.right, text(7pt, soft)[#(k + 1)])) + h(indent - 2.1em) + line
    }))
  })
})
#let failure(..lines) = block(width: 100%, {
  block(below: 5pt, sticky: true, text(colours.failed.first(), weight: "bold")[Failure.])
  for line in lines.pos() { block(spacing: 4.5pt, par(justify: false, hanging-indent: 2em, line)) }
})
#let formal(..lines) = block(width: 100%, above: 8pt, {
  show raw: set text(size: 6.4pt, fill: soft)
  set par(justify: false, leading: 3.4pt, hanging-indent: 2em)
  for (k, line) in lines.pos().enumerate() { block(spacing: 3.4pt, sticky: k == 0 and lines.pos().len() > 1, par(line)) }
})
#let ledger(..cells) = block(above: 6pt, below: 9pt, text(8pt, {
  set par(justify: false)
  let rule(width) = table.hline(stroke: width + ink)
  set table.cell(breakable: false)
  table(
    columns: (38mm, 21mm, 23mm, 38mm, 19mm, 1fr), stroke: none, inset: (left: 0pt, right: 8pt, y: 3.2pt),
    rule(.8pt), table.header(..cells.pos().slice(0, 6), rule(.5pt)),
    ..cells.pos().slice(6), rule(.8pt),
  )
}))
#let graph-row(size, node, alt, lines, boxes) = figure(kind: "graph", supplement: none, alt: alt, block(
  width: size.first(), height: size.last(), breakable: false, {
    for (start, ..rest) in lines {
      place(curve(stroke: .5pt + soft, curve.move(start), ..rest.chunks(3).map(points => curve.cubic(..points))))
    }
    for (number, status, (x, y)) in boxes {
      let (front, paper) = if status == "proved" { (accent, rgb("#f5f7f9")) } else { colours.at(status) }
      place(dx: x, dy: y, link(label("claim:" + number), box(width: node.first(), height: node.last(), radius: 2pt,
        stroke: .5pt + front, fill: paper, align(center + horizon, text(7pt, number)))))
    }
  },
))
#let foot(body) = text(8pt, par(justify: false, body))

"""
