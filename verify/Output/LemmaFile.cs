using System.Text;
using Vmemmap.Properties.Stories.Retold;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Verify.Output;

/// <summary>Proposed lemmas as a C# file: a part of the design that takes no step.</summary>
internal static class LemmaFile
{
    /// <summary>The name of the part, which the design's list of parts needs.</summary>
    public static string PartOf(ProposedLemmas proposed) => $"LemmasOf{string.Concat(proposed.Design.Name.Split('-', '.').Select(word => char.ToUpperInvariant(word[0]) + word[1..]))}";

    /// <summary>The text of the file: it belongs to the project model, whose usings it relies on.</summary>
    public static string Text(ProposedLemmas proposed)
    {
        var text = new StringBuilder();
        foreach (var line in Summary(proposed))
        {
            text.Append(Paragraph.Of("// ", line).Replace("\n   ", "\n// ", StringComparison.Ordinal));
        }
        text.Append($$"""
            namespace Vmemmap.Model.Designs;

            /// <summary>What holds at control points of {{proposed.Design.Name}} and no part says: proposed by 'verify lemmas' and proved, so it need not be believed.</summary>
            [KernelFunction("none: lemmas only", "proposed by 'verify lemmas {{proposed.Design.Name}}'")]
            public sealed record {{PartOf(proposed)}} : Part
            {
                /// <inheritdoc/>
                public override IReadOnlyList<ControlPoint> Visits => [];

                /// <inheritdoc/>
                public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) => [];

                /// <inheritdoc/>
                public override IEnumerable<Invariant<B, N>> Lemmas<B, N>(Outline outline)
                {
                    return
                    [

            """);
        foreach (var lemma in proposed.Lemmas)
        {
            text.Append($"            Invariant<B, N>.Lemma(\"{lemma.Name}\", \"{lemma.Sentence}\",\n");
            text.Append($"                [{string.Join(", ", lemma.Where.Indices)}], [(s, x) => {lemma.Where.Code}],\n                (s, x) => {lemma.Then.Code}),\n");
        }
        text.Append("        ];\n");
        foreach (var (find, points) in new[] { ("At", "Hugepage"), ("FailureAt", "Failure") })
        {
            if (proposed.Lemmas.Any(lemma => lemma.Where.Code.Contains($" {find}(\"", StringComparison.Ordinal) || lemma.Where.Code.Contains($"({find}(\"", StringComparison.Ordinal)))
            {
                text.Append($"\n        ControlPoint {find}(string name) => outline.Shape.{points}.InOrder.Single(point => point.Name == name);\n");
            }
        }
        return text.Append("    }\n}\n").ToString();
    }

    /// <summary>The lemmas and what the search came to, for machines.</summary>
    public static void WriteJson(TextWriter output, ProposedLemmas proposed)
    {
        foreach (var lemma in proposed.Lemmas)
        {
            JsonLines.Write(output, new { Lemma = lemma.Name, lemma.Sentence, Indices = lemma.Where.Indices.Select(index => $"{index}"), Where = lemma.Where.Code, Then = lemma.Then.Code });
        }
        JsonLines.Write(output, new
        {
            Summary = true, Design = proposed.Design.Name, Part = PartOf(proposed), Lemmas = proposed.Lemmas.Count, proposed.Proved, proposed.ProvedWithout,
            Violated = proposed.Violated.OrderBy(one => one.Value).ThenBy(one => one.Key, StringComparer.Ordinal).Select(one => new { Invariant = one.Key, CounterexampleLength = one.Value }), proposed.Open, proposed.Lost,
        });
    }

    /// <summary>What the search came to, in sentences.</summary>
    public static IEnumerable<string> Summary(ProposedLemmas proposed)
    {
        var mended = proposed.Proved.Except(proposed.ProvedWithout).ToList();
        yield return proposed.Lemmas.Count == 0
            ? $"{proposed.Design.Name}: no lemma of the shapes that are tried helps, or none is missing."
            : $"{proposed.Design.Name}: {proposed.Lemmas.Count} lemmas; with them in its list of parts (new {PartOf(proposed)}()) are proved: {string.Join(", ", mended)}.";
        if (proposed.Violated.Count > 0)
        {
            yield return $"Violated in a walk, after so many steps: {string.Join(", ", proposed.Violated.OrderBy(one => one.Value).ThenBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key} ({one.Value})"))}.";
        }
        if (proposed.Open.Count > 0)
        {
            yield return $"Neither proved nor violated in the walks, so {proposed.Design.Name} needs another lemma or a longer walk: {string.Join(", ", proposed.Open)}.";
        }
        if (proposed.Lost.Count > 0)
        {
            yield return $"Lemmas of its own that are not inductive, whatever is added: {string.Join(", ", proposed.Lost)}.";
        }
    }
}
