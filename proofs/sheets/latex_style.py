r"""How a sheet looks in LaTeX: the preamble every sheet starts with.

It needs amsmath, amssymb, xcolor, hyperref, geometry, booktabs, longtable, graphicx and Latin Modern, all part of
texlive-latex-recommended and lmodern.  A displayed line is built from measured boxes: ``\Row`` sets the formula left of
the column of reasons when it fits there, across the page with its reason below when it only fits there, and else
broken at the places the writer marked with ``\Piece``.
"""

PREAMBLE = r"""\documentclass[10pt,a4paper]{article}
\usepackage[T1]{fontenc}
\usepackage{textcomp,lmodern,amsmath,amssymb,xcolor,graphicx,booktabs,longtable,array}
\usepackage[a4paper,left=22.5mm,right=22.5mm,top=24mm,bottom=24mm,headheight=12pt,headsep=8mm,footskip=11mm]{geometry}
\usepackage[unicode,hidelinks,bookmarksopen]{hyperref}
% what is copied, searched or read aloud are characters, not places in a font
\ifdefined\pdfextension\protected\def\pdfglyphtounicode{\pdfextension glyphtounicode }\fi
\ifdefined\pdfglyphtounicode\input{glyphtounicode}%
  \ifdefined\pdfvariable\pdfvariable gentounicode=1 \else\pdfgentounicode=1 \fi\fi
\ifdefined\pdfsuppressptexinfo\pdfsuppressptexinfo=-1 \pdfinfoomitdate=1 \pdftrailerid{}\fi
\ifdefined\pdfvariable\pdfvariable suppressoptionalinfo 767 \pdfvariable trailerid{}\fi

\definecolor{ink}{HTML}{1A1A1A}\definecolor{soft}{HTML}{6B7280}\definecolor{accent}{HTML}{1F4E79}
\definecolor{paper}{HTML}{F5F7F9}
\definecolor{proved}{HTML}{1B7A4B}\definecolor{provedpaper}{HTML}{E3F2EA}
\definecolor{refuted}{HTML}{B3261E}\definecolor{refutedpaper}{HTML}{FBE9E7}
\definecolor{undecided}{HTML}{8A5A00}\definecolor{undecidedpaper}{HTML}{FBF1DC}
\definecolor{failed}{HTML}{7A1FA2}\definecolor{failedpaper}{HTML}{F4E8F8}

\setlength\parindent{0pt}\setlength\parskip{4pt plus 1pt}
\emergencystretch=3em \raggedbottom \widowpenalty=10000 \clubpenalty=10000
% the stretch lets TeX weigh a page that boxes leave short against one that ends before a heading
\topskip=10pt plus .3\textheight \maxdepth=4pt
\everydisplay{\displaywidowpenalty=10000}
\setlength\LTpre{4pt}\setlength\LTpost{4pt}\setlength\tabcolsep{2mm}

% page: header with a thin rule, page number below
\makeatletter
\newcommand\HeaderLeft{}\newcommand\HeaderRight{}
\def\ps@sheet{%
  \def\@oddhead{\vbox{\hbox to\textwidth{\footnotesize\color{soft}\HeaderLeft\hfil\HeaderRight}%
    \kern2pt{\color{soft}\hrule height .4pt}}}%
  \def\@oddfoot{\hfil\footnotesize\color{soft}\thepage\hfil}}
\makeatother
\pagestyle{sheet}

\newcommand\TitleSize[1]{\setbox0\hbox{\LARGE\bfseries#1}\ifdim\wd0>\hsize\Large\else\LARGE\fi}
\newcommand\SheetTitle[2]{{\centering{\TitleSize{#1}\bfseries\color{accent}#1\par}\kern3pt
  {\small\color{soft}#2\par}}\smallskip}
\newcommand\MayEndHere{\par\ifnum\lastpenalty<10000 \penalty-20\fi}% never between two headings
\newcounter{sheetsection}
\newcommand\SheetSection[2]{\MayEndHere\addvspace{12pt}%
  \stepcounter{sheetsection}\pdfbookmark[1]{#2}{section.\thesheetsection}%
  {\Large\bfseries\color{accent}\raggedright#1\par}\nobreak\vskip2pt\nobreak}
% \SheetSubsection{title}{standing}
\newcommand\SheetSubsection[2]{\MayEndHere\addvspace{9pt}%
  {\large\bfseries\raggedright#1\enspace{\normalfont\footnotesize\color{soft}#2}\par}\nobreak\vskip1pt\nobreak}
\newcommand\Qed{{\color{accent}\rule{1.1ex}{1.1ex}}}
\newcommand\QedHere{\unskip\nobreak\hfil\penalty50\hskip1em\null\nobreak\hfill\Qed
  \parfillskip=0pt \finalhyphendemerits=0 }
\newcommand\QedAlone{\par\nobreak\vskip-2pt\hbox to\hsize{\hfil\Qed}}
\newcommand\Badge[2]{{\setlength\fboxsep{1.8pt}\colorbox{#1paper}{\scriptsize\bfseries\color{#1}\strut#2}}}
\newcommand\Lead[1]{\textit{#1}}

% measured formulas
\newdimen\RightWidth \newdimen\NumberWidth \newdimen\LineGap \newdimen\Indent \newdimen\Room \newdimen\PieceRoom
\newdimen\Offset \newdimen\LeftWidest \newdimen\ExprWidest \newdimen\PieceWidest \newdimen\Free
\newbox\FitBox \newbox\LeftBox \newbox\RelBox \newbox\MathBox \newbox\ReasonBox \newif\ifApart
\LineGap=4mm \Indent=1.5em
\newcommand\Show[1]{$\displaystyle#1$}
\newcommand\Shrunk[2]{\ifdim\wd#2>#1\resizebox{#1}{!}{\box#2}\else\box#2\fi}
\newcommand\SetPiece[1]{\setbox0\hbox{\Style#1$}\Shrunk{\PieceRoom}{0}\hskip0pt\relax}
\newcommand\MeasurePiece[1]{\setbox0\hbox{\Style#1$}\ifdim\wd0>\PieceWidest\global\PieceWidest=\wd0\fi}
\newcommand\Style{$\displaystyle}
\newcommand\Piece{}
\newcommand\WidestOf[1]{\global\PieceWidest=0pt {\let\Piece\MeasurePiece\setbox0\hbox{#1}}}
\newcommand\Broken[2]{\vtop{\hsize=#1\relax\raggedright\parindent=0pt\parskip=0pt\baselineskip=15pt\lineskiplimit=3pt\lineskip=4pt
  \let\Piece\SetPiece\leavevmode\hangindent=2em\hangafter=1 #2\par}}
% \Fit{width}{formula}{pieces}{smaller pieces}: puts the formula into \FitBox, no wider than the width
\newcommand\Fit[4]{\setbox\FitBox\hbox{\Show{#2}}\PieceRoom=#1\relax\advance\PieceRoom-2em
  \ifdim\wd\FitBox>#1\relax \WidestOf{#3}%
    \ifdim\PieceWidest>\PieceRoom \setbox\FitBox\hbox{\Broken{#1}{#4}}\else\setbox\FitBox\hbox{\Broken{#1}{#3}}\fi\fi}
% a long formula in running text: as it is when it fits the line, else breakable at its pieces
\newcommand\Inline[2]{\setbox0\hbox{$#1$}\ifdim\wd0>\hsize
  {\renewcommand\Style{$}\PieceRoom=\hsize\let\Piece\SetPiece#2}\else$#1$\fi}

% displayed lines: \Row{left}{relation}{formula}{pieces}{smaller pieces}{reason}{number}
\newcommand\Row{}
\newcommand\MeasureRow[7]{\setbox0\hbox{#1}\ifdim\wd0>\LeftWidest\global\LeftWidest=\wd0\fi
  \setbox0\hbox{#2\Show{#3}}\ifdim\wd0>\ExprWidest\global\ExprWidest=\wd0\fi}
\newcommand\SetRow[7]{{\ifx\relax#6#7\relax\Room=\hsize\RightWidth=0pt\NumberWidth=0pt\fi % nothing stands beside it
  \setbox\LeftBox\hbox{#1}\setbox\RelBox\hbox{#2}%
  \setbox\ReasonBox\hbox to\RightWidth{\advance\RightWidth-\NumberWidth
    \vtop{\hsize=\RightWidth\parskip=0pt\lineskiplimit=0pt\lineskip=1pt\raggedright\footnotesize\noindent\color{soft}\ignorespaces#6\strut\par}\hfil#7}%
  \ifApart\ifdim\wd\LeftBox>0pt\Line{\hskip\Indent\Shrunk{\dimexpr\hsize-\Indent\relax}\LeftBox\hfil}\nobreak\fi\fi
  \Free=\Room\advance\Free-\Offset\advance\Free-\wd\RelBox
  \setbox\MathBox\hbox{\Show{#3}}\WidestOf{#5}\advance\Free-2em
  \ifdim\wd\MathBox>\dimexpr\Free+2em\relax
    \ifdim\wd\MathBox>\dimexpr\Free+2em+\hsize-\Room\relax
      \ifdim\PieceWidest>\Free \BelowRow{#3}{#4}{#5}\else\BesideRow{#3}{#4}{#5}\fi
    \else\BelowRow{#3}{#4}{#5}\fi
  \else\BesideRow{#3}{#4}{#5}\fi}}
\newcommand\LeftPart{\ifApart\hskip\Offset\else\hbox to\Offset{\hfil\box\LeftBox}\fi\box\RelBox}
\newcommand\BesideRow[3]{\Fit{\dimexpr\Free+2em\relax}{#1}{#2}{#3}\Line{\LeftPart\box\FitBox\hfil\box\ReasonBox}}
\newcommand\BelowRow[3]{\Fit{\dimexpr\Free+2em+\hsize-\Room\relax}{#1}{#2}{#3}\Line{\LeftPart\box\FitBox\hfil}\nobreak
  \Line{\hfil\box\ReasonBox}}
\newcommand\Line[1]{\hbox to\hsize{#1}}
% \Rows{width of the right column}{width of its numbers}{rows}
\newcommand\Rows[3]{\par\nobreak\vskip2pt {\lineskiplimit=5pt\lineskip=7pt\baselineskip=17pt
  \RightWidth=#1\NumberWidth=#2\Room=\hsize\advance\Room-\RightWidth\advance\Room-\LineGap
  \global\LeftWidest=0pt\global\ExprWidest=0pt{\let\Row\MeasureRow\setbox0\hbox{#3}}%
  \Apartfalse\Offset=\Indent\advance\Offset\LeftWidest
  \ifdim\LeftWidest>.4\Room\Aparttrue\fi
  \ifdim\dimexpr\Offset+\ExprWidest\relax>\Room
    \ifdim\dimexpr2\Indent+\ExprWidest\relax>\Room\else\Aparttrue\fi
    \ifdim\LeftWidest>.2\Room\Aparttrue\fi\fi
  \ifApart\Offset=2\Indent\fi
  \let\Row\SetRow#3}\par\AfterRows\let\AfterRows\EndRows}
% the next rows stay on the page of what follows them
\newcommand\EndRows{\addvspace{2pt}}\newcommand\AfterRows{}\let\AfterRows\EndRows
\newcommand\KeptRows{\let\AfterRows\nobreak}
\newcommand\Relation[1]{$\;#1\;$}

% boxes with a coloured rule, which are not broken over pages
\newbox\Inside
\newcommand\RuledBox[3]{\par\addvspace{9pt}{\setlength\fboxsep{6pt}%
  \setbox\Inside\hbox{\colorbox{#2}{\begin{minipage}{\dimexpr\hsize-2.2pt-12pt\relax}\setlength\parskip{3pt}\lineskiplimit=.5pt\lineskip=2.5pt#3\end{minipage}}}%
  \hbox{{\color{#1}\vrule width 2.2pt height\ht\Inside depth\dp\Inside}\box\Inside}}%
  \par\AfterBox\addvspace{5pt}\let\AfterBox\relax}
% the next box stays on the page of what follows it
\newcommand\AfterBox{}\let\AfterBox\relax
\newcommand\KeptBox{\let\AfterBox\nobreak}
% what a page would not hold in a box: between rules
\newcommand\LongBox[3]{\par\addvspace{9pt}{\color{#1}\hrule height 2.2pt}\vskip3pt{#3\par}\nobreak\vskip3pt
  {\color{#1}\hrule height 2.2pt}\par\addvspace{5pt}}
% \ClaimHead{number}{name}{badge}
\newcommand\ClaimHead[3]{\hypertarget{claim:#1}{}\textbf{\color{accent}Claim #1}\enspace\textit{#2}\unskip\nobreak
  \hfill\penalty50\null\nobreak\hfill#3\par}
\newcommand\Statement[3]{\par\vskip4pt\Fit{\hsize}{#1}{#2}{#3}\hbox to\hsize{\hfil\box\FitBox\hfil}\vskip2pt}
\newcommand\ClaimFoot[2]{\par\vskip1pt{\footnotesize\color{soft}#1\hfill\texttt{#2}\par}}

\newcommand\SheetFigure[2]{\par\addvspace{8pt}\vbox{\centering#1\par\kern3pt{\footnotesize\color{soft}\textit{#2}\par}}\par
  \addvspace{8pt}}
% algorithms, messages, ledger
\newcommand\AlgorithmHead[1]{\MayEndHere\addvspace{8pt}{\small\textit{#1}\strut\par}\nobreak
  \vskip1pt\hrule height.4pt\nobreak\vskip4pt\begingroup\setlength\parskip{0pt}}
\newcommand\AlgorithmFoot{\endgroup\nobreak\vskip4pt\hrule height.4pt\addvspace{8pt}}
\newcommand\MessageHead{\par\addvspace{4pt}{\textbf{\color{failed}Failure.}\par}\nobreak}
\newenvironment{ledger}[1]{\setlength\tabcolsep{1mm}\begin{longtable}{Y}\toprule
  #1\\\midrule\endhead\bottomrule\endfoot}{\end{longtable}}
\newenvironment{shortledger}[1]{\noindent\setlength\tabcolsep{1mm}\begin{tabular}{Y}\toprule
  #1\\\midrule}{\bottomrule\end{tabular}\par\medskip}
\newcommand\Foot[1]{{\footnotesize\raggedright#1\par}}
% \GraphRow{width}{height}{lines}{frames}{nodes}: operators of PDF, then numbers over them
\newcommand\Draw[1]{\ifdefined\pdfliteral\pdfliteral{#1}\else\pdfextension literal{#1}\fi}
\newcommand\GraphRow[5]{\par\addvspace{7pt}\hbox to\hsize{\hfil\vbox to#2bp{\vfil\hbox to#1bp{%
  \Draw{q .5 w .42 .45 .50 RG #3Q}\Draw{q .5 w .12 .31 .47 RG .96 .97 .98 rg #4 B Q}#5\hfil}}\hfil}\par}
\newcommand\GraphNode[4]{\rlap{\hskip#1bp\raise#2bp\hbox{\hyperlink{claim:#4}{%
  \vbox to11bp{\vfil\hbox to23bp{\hfil\scriptsize\color{#3}#4\hfil}\vfil}}}}}
\newcommand\AlgorithmLine[3]{\par{\lineskip=4pt\raggedright\hangindent\dimexpr2.6em+#2em\relax\hangafter=1\noindent
  \hbox to2.1em{\hfil\scriptsize\color{soft}#1}\hskip.5em\hskip#2em\relax#3\strut\par}}
\newcommand\MessageLine[1]{\par\vskip-\parskip{\raggedright\hangindent2em\hangafter=1\noindent
  \ttfamily\footnotesize#1\strut\par}}
\newcommand\FormalGap{\par\vskip4pt}
\newcommand\FormalLine[1]{\par\vskip-\parskip{\lineskiplimit=0pt\raggedright\hangindent2em\hangafter=1\noindent
  \ttfamily\scriptsize\color{soft}#1\strut\par}}
\newcolumntype{L}[1]{>{\raggedright\arraybackslash\footnotesize}p{#1}}
\newcolumntype{Y}{@{}L{31mm}L{21.5mm}L{22mm}L{38.5mm}L{17mm}L{25mm}@{}}
"""
