using System.Text.Json;
using Vmemmap.Model.Museum;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Verify.Output;

/// <summary>What a seeded bug changes, for machines: one JSON object per line, as SCHEMA.md says.</summary>
internal static class BugJson
{
    public static void Write(TextWriter output, Bug bug, IReadOnlyList<BugVerdict> verdicts)
    {
        foreach (var verdict in verdicts)
        {
            foreach (var changed in verdict.Changed)
            {
                Line(new { bug = bug.Name, design = verdict.Asked, remedy = Named(verdict.Seeded.Remedy), invariant = changed.Invariant, verdict = changed.Counterexample is null ? "undecided" : "refuted", expected = "proved", counterexampleLength = changed.Counterexample?.Moves.Count });
            }
        }
        foreach (var verdict in verdicts)
        {
            Line(new { bug = bug.Name, design = verdict.Asked, remedy = Named(verdict.Seeded.Remedy), found = verdict.Seeded.Unsaid is null ? verdict.IsFound : (bool?)null, unsaid = verdict.Seeded.Unsaid });
        }
        Line(new
        {
            summary = true,
            bug = bug.Name,
            breaks = bug.Violates,
            designs = verdicts.Count(verdict => verdict.Seeded.Unsaid is null),
            found = verdicts.Count(verdict => verdict.IsFound),
        });

        static IReadOnlyList<string>? Named(IReadOnlyList<string> remedy) => remedy.Count == 0 ? null : remedy;

        void Line(object line) => output.WriteLine(JsonSerializer.Serialize(line));
    }
}
