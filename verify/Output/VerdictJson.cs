using Vmemmap.Proofs.Arithmetic;
using Vmemmap.Verify.Trust;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Verify.Output;

/// <summary>Verdicts for machines: one JSON object per line, the last one a summary. The schema is in SCHEMA.md.</summary>
internal static class VerdictJson
{
    public static void Write(TextWriter output, JudgedRun run)
    {
        var (designs, verdicts, theorems, figures, shard, asked) = run;
        var ofName = designs.ToDictionary(design => design.Name);
        foreach (var v in verdicts)
        {
            var words = ReportedVerdict.Of(v, ofName[v.Design]);
            JsonLines.Write(
                output,
                new
                {
                    v.Design, v.Source, v.Invariant, v.Ids, Verdict = v.Ruling, v.Expected, v.Reason,
                    Cause = v.Obstacle?.Broken.Cause, Obstacle = v.Obstacle?.Name, v.Obligations,
                    Seconds = Rounded(v.Seconds), CounterexampleLength = v.Counterexample?.Moves.Count, CounterexampleScope = v.Counterexample?.Scope.ToString(), ExpectedLength = v.Expectation?.Steps,
                    v.LastStep, ExpectedLastStep = v.Expectation?.LastStep,
                    TellingLength = v.Telling?.Trace.Moves.Count, Trace = FoundJson.SavedTrace(v.Counterexample),
                    Remedy = v.Remedy?.Corrections.Select(correction => correction.Name), RemedyVerdict = v.Remedy is { } remedy ? remedy.IsProved ? Ruling.Proved : Ruling.Undecided : (Ruling?)null,
                    words.Line, words.Says, words.Told,
                });
        }
        JsonLines.Write(
            output,
            new
            {
                Summary = true,
                Verdicts = verdicts.Count,
                Proved = verdicts.Count(v => v.Ruling == Ruling.Proved),
                Refuted = verdicts.Count(v => v.Ruling == Ruling.Refuted),
                Undecided = verdicts.Count(v => v.Ruling == Ruling.Undecided),
                Unexpected = verdicts.Count(v => !v.IsExpected),
                Theorems = theorems.Count,
                TheoremsProved = theorems.Count(t => t.Verdict == TheoremVerdict.Proved),
                TheoremsOpen = theorems.Where(t => t.Verdict != TheoremVerdict.Proved).Select(ReportedTheorem.Of).Select(t => new { t.Name, t.Verdict, t.Told }),
                Seconds = Rounded(figures.Seconds), Solver = "z3", figures.SolverVersion, figures.Questions, figures.FromStore, figures.Repeated,
                Provenance.Here.Commit, Provenance.Here.Sources, Provenance.Here.Machine, Asked = asked, Shard = shard?.ToString(), Designs = designs.Select(design => design.Name),
            });
    }

    private static double Rounded(double seconds) => Math.Round(seconds, 3);
}
