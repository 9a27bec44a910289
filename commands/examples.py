"""Examples for `--help`. Each can be tried in the folder of Fenshire's ledger, which `afi demo` makes."""

_EXAMPLES = """\
afi init new --force Fenland --name "Ann Marsh" --post "Liaison Officer"
afi document add letter "Closure of one area" --on 2025-11-10 --by HMICFRS
afi document add report "PEEL 2025-2027" --inspection INS-6 --keep report.pdf --on 2025-11-06
afi document keep DOC-19 report.pdf
afi document ask DOC-7 "That one closure a year be sampled" --of FOR-4
afi document save DOC-2 sample.csv
afi embargo DOC-20 --until "7 November 2025 00:01" --by HMICFRS
afi embargo DOC-18 --lifted --by HMICFRS --on 2025-11-06
afi inspection open "PEEL 2027" --cycle 2027 --framework "peel 2025 2027" --scale 5
afi inspection challenge INS-6 "Page 4 counts a month twice" --on 2025-10-06
afi inspection alias INS-6 "The new PEEL"
afi inspection publish INS-6 --on 2025-11-06 --by HMICFRS --source DOC-20
afi question add firearms "Armed policing" --framework "peel 2025 2027"
afi question alias QUE-21 "How good is the force at solving crime?"
afi question ask INS-1 planning ethics
afi grade INS-6 contact=good crime="requires improvement" --on 2025-11-06 --by HMICFRS
afi grade INS-2 overall="not graded" --by HMICFRS
afi finding INS-2 "Victims are told what comes next." --sense strength -q responding
afi dispute FND-1 "The count leaves out two stations." --on 2025-11-03
afi raise afi INS-2 "Tell victims what comes next" -q responding --owner POST-7
afi raise afi INS-2 --list areas.txt --by HMICFRS --source DOC-6:p5
afi raise coc INS-3 "Exhibits are lost" --part "Audit the store" --due "within 6 months"
afi raise coc INS-6 --none --on 2025-11-06 --by HMICFRS
afi raise rec INS-3 "Give each file officer a mentor" --under COC-1 --owner POST-6
afi raise part AFI-3 "Tell the victim what came of it" --number c
afi note AFI-3 "Dip sample at 92%" --on 2025-11-12 --by "Head of Investigations"
afi note AFI-3 AFI-8 --file minutes.txt --on "early November 2025"
afi assign AFI-3 AFI-8..9 --owner POST-6 --lead "Deputy Chief" --on 2025-11-03
afi due AFI-3 2026-03-31 --approver FOR-1 --reason "The new system slipped" --on 2025-11-04
afi action add "Ask for the figures" --under AFI-3 --owner POST-7 --due 2025-12-31
afi action done ACT-3 "All forty are trained" --on 2025-11-07
afi action drop ACT-6 "The new survey asks the same"
afi action assign ACT-3 ACT-6 --owner POST-9
afi action due ACT-7 2026-01-31 --reason "The auditor is away" --on 2025-11-07
afi expect move EXP-7 "16 December 2025" --on 2025-11-07
afi expect met EXP-8 --on 2025-11-06
afi expect lapsed EXP-7 --on 2025-11-07
afi expect add "Inspectors come back" --about AFI-3 --within "summer 2026" --on 2025-11-03
afi claim AFI-9 "Ten files sampled, nine evaluated" --on 2025-11-14 --by POST-9
afi assure AFI-10 "Sampled ten more" --by "Force Assurance Lead" --on 2025-11-14
afi return AFI-10 "The night shift was left out" --forum FOR-2 --on 2025-11-14
afi submit AFI-10 "With the sample" --on 2025-11-17
afi close AFI-5 --authority inspectorate --how letter --by HMICFRS --on 2025-11-20
afi reopen AFI-4 "Calls are given up again" --on 2025-11-20
afi supersede AFI-8 --with INS-6 --by HMICFRS --on 2025-11-06
afi withdraw AFI-8 "Overtaken by the new framework" --by HMICFRS --on 2025-11-06
afi decline AFI-8 "Exit interviews are done nationally" --on 2025-11-06
afi not-ours AFI-8 "The Home Office holds the figures" --to ORG-7 --on 2025-11-06
afi answer AFI-9 "We sample each quarter." --action taken --by POST-11 --on 2025-11-06
afi response comment INS-5 --by POST-11 --on 2025-10-20
afi response publish INS-5 --by POST-11 --on 2025-11-06
afi response sent INS-5 --to HMICFRS --to ORG-7 --on 2025-11-06
afi correct E-362 --text "Of fifty, 44 have a plan." --authority MTG-22 --reason "Misread"
afi correct E-361 due=2026-01-31 --authority MTG-22 --reason "A slip of typing"
afi flag AFI-3 "The report says March on page 5, May on page 9"
afi flag E-362 "The minutes say 44"
afi link AFI-8 FND-2
afi link AFI-9 AFI-2 --relation recurrence
afi number AFI-8 PEEL-8-FEN --of HMICFRS
afi alias POST-9 "Head of Performance"
afi void ACT-7 --in-error --reason "Typed in the wrong ledger"
afi void AFI-8 --duplicate-of AFI-9 --reason "Raised twice"
afi disclose AFI-3 "The last note" --to "A. Reader" --reason "Freedom of information"
afi erase text E-362 --field text --replace "[an officer]" --authority "Minute 4 of 3 March 2026"
afi define "area for improvement" "A shortfall in how it works" --on 2025-11-03
afi context "Most forces had the same fault" --inspection INS-2
afi forum add "Custody Board" --chair POST-8 --every "6 weeks"
afi forum chair FOR-4 POST-11 --on 2025-11-03
afi forum end FOR-4 "Its work went to the board" --on 2025-11-03
afi forum rename FOR-2 "Gold Group" --on 2025-11-03
afi forum cadence FOR-1 "8 weeks" --on 2025-11-03
afi meeting hold FOR-1 --on 2025-11-04 --table PAP-3 --consider AFI-8..9
afi meeting table MTG-23 PAP-3 DOC-19
afi meeting consider MTG-23 AFI-8..9 --text "Both need more time"
afi meeting decide MTG-23 "To sample ten files" --about AFI-3
afi meeting agenda FOR-1
afi meeting agenda FOR-1 --as-of 2025-10-31 --on 2025-11-04 --format md
afi today
afi today --as-of 2025-10-31
afi register
afi register INS-2 --status "in progress"
afi register --colour red
afi register --csv
afi show AFI-3
afi show "Head of Investigations"
afi show E-117
afi timeline AFI-3
afi timeline --inspection INS-2 --picture
afi timeline --inspection INS-2 --format svg
afi timeline --forum FOR-1 --from 2025-09 --format md
afi timeline --person "Tamsin Oduya" --late
afi timeline --question QUE-14 --at 2025-03-31 --json
afi why AFI-3
afi why AFI-3 due
afi changes --since 2025-08-01
afi changes --since "last OIG" --kind AFI
afi grades INS-2
afi grades --csv
afi grades --over-time
afi grades --over-time -q investigating --json
afi findings INS-2 --sense weakness
afi deadlines
afi deadlines --as-of 2025-10-31 --within 30
afi deadlines --owner "Head of Investigations" --overdue
afi deadlines --ics deadlines.ics
afi slippage
afi slippage AFI-3
afi slippage --by post
afi search victims
afi search "case system" --kind AFI
afi log
afi log --after E-390
afi log --sample 25 --seed 7
afi check accept E-389 --check recorded_late "The minutes were mislaid"
afi paper board --forum OIG --dated 2025-11-20 -i INS-2 -o november.docx
afi paper board --meeting MTG-22 -o november.pdf
afi paper progress --forum OIG --since last -o progress.docx
afi paper response INS-2 -o response.docx
afi paper timeline AFI-3 AFI-5 -o story.html
afi paper template -o house.docx
afi paper begin board --forum OIG --dated 2025-11-20 -i INS-2 --from "Deputy Chief Constable"
afi paper write PAP-4 purpose "To tell the board what changed."
afi paper text PAP-4
afi paper issue board.docx --to OIG
afi paper issue update.docx --title "Update, November" --meeting MTG-23 --keep
afi paper reissue PAP-5 board.docx --reason "A due date was corrected"
afi paper explain PAP-5 open
afi paper verify board.docx
afi paper check update.docx
afi chase FOR-1 --as-of 2025-10-20
afi chase FOR-1 --as-of 2025-10-31 --before 2025-11-03 --owner POST-6
afi export register.xlsx
afi export peel.xlsx --inspection INS-2
afi export round.xlsx --forum FOR-1
afi import tracker.xlsx --map columns.toml --preview
afi import tracker.xlsx --map columns.toml --on 2025-11-03
afi import round.xlsx --preview
afi verify
afi countersign key --name opcc
afi countersign request --to POST-11 -o request.txt
afi prove E-57 -o note.tlog-proof
afi prove AFI-3 -o proofs
afi prove --between PAP-1 PAP-3 -o grown.txt
afi pack make AFI-3 AFI-4 --for HMICFRS -o pack.html
afi pack make -i INS-2 --for "Ms Inspector" -o pack.html --dir plain
afi people add "Ann Marsh"
afi people add "Jo Bell" --organisation HMICFRS
afi people organisation "Fenland Fire Service" --kind partner
afi people rename POST-10 "Head of Assurance" --on 2025-11-03
afi people involve PER-9 AFI-3 --role contact
afi people vacate POST-10 --on 2025-11-03
afi people post "Head of Custody" --holder PER-9 --on 2025-11-03
afi people hold POST-2 PER-14 --on 2025-11-03
afi keys new
afi keys rotate
afi settings colours
afi settings set "stale days" 30
afi settings set colours "closed: blue" "no due date: amber" "overdue: red" "otherwise: green"
afi handover
afi handover PER-9
afi backup
afi backup safe.ledger
afi restore safe.ledger tried.ledger
afi demo tamper
"""


def examples_of(command: str) -> list[str]:
    """Those of a command, like ``action add``."""
    return [line for line in _EXAMPLES.splitlines() if f"{line} ".startswith(f"afi {command} ")]
