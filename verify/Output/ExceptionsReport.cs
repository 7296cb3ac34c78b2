using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Verify.Output;

/// <summary>What the table says besides "proved", again and last: by then the table has left the screen.</summary>
internal static class ExceptionsReport
{
    public static void Write(Terminal terminal, IReadOnlyList<Verdict> verdicts)
    {
        foreach (var ofDesign in verdicts.GroupBy(verdict => verdict.Design))
        {
            var refuted = ofDesign.Where(verdict => verdict is { IsExpected: true, Ruling: Ruling.Refuted }).Select(verdict => $"{verdict.Invariant} ({VerdictTable.Lengths(verdict)})").ToList();
            var proved = ofDesign.Count(verdict => verdict is { IsExpected: true, Ruling: Ruling.Proved });
            terminal.Say($"{ofDesign.Key}: {proved} proved, {refuted.Count} refuted as expected{(refuted.Count == 0 ? "" : $": {string.Join(", ", refuted)}")}");
            if (ofDesign.Where(verdict => !verdict.IsExpected).Select(verdict => $"{verdict.Invariant} ({verdict.Ruling.ToString().ToLowerInvariant()})").ToList() is { Count: > 0 } unexpected)
            {
                terminal.Say($"{ofDesign.Key}: NOT EXPECTED: {string.Join(", ", unexpected)}");
            }
        }
        terminal.Say();
    }
}
