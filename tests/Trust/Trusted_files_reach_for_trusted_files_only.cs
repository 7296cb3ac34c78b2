using Vmemmap.Model.Designs;
using Vmemmap.Verify.Trust;

namespace Vmemmap.Tests.Trust;

/// <summary>The list is held against the code: whatever a file that must be believed uses must be believed for the same verdicts.</summary>
[Collection(CompiledSource.Name)]
[Trait("Category", "Fast")]
public sealed class Trusted_files_reach_for_trusted_files_only(SourceCompilation source)
{
    private static readonly Dictionary<string, Kinds> Listed = TrustedFile.All().ToDictionary(file => file.File.Path, file => file.Part.For);

    private static bool IsKnown(Violation violation) => KnownViolations.Reaching.Any(known => (known.File, known.Into) == (violation.File, violation.Into));

    private IReadOnlyList<Violation> Violations => Violation.Among(source.References.Where(r => Listed.ContainsKey(r.File)), file => Listed.GetValueOrDefault(file));

    [Fact]
    public void Every_name_in_the_source_is_understood() =>
        Assert.Empty(source.References.Where(r => r.DeclaredIn.Count == 0).Select(r => $"{r.File}: '{r.Symbol}' means nothing."));

    [Fact]
    public void No_trusted_file_reaches_for_what_need_not_be_believed() =>
        AssertNone(Violations.Where(violation => !IsKnown(violation)).Select(violation => $"{violation}"));

    [Fact]
    public void Every_known_violation_is_still_one() => AssertNone(KnownViolations.Reaching
        .Where(known => !Violations.Any(violation => (known.File, known.Into) == (violation.File, violation.Into)))
        .Select(known => $"{known.File} no longer reaches into {known.Into}: KnownViolations need not name it."));

    public static TheoryData<string> Designs => [.. Catalogue.All.Select(design => design.Name)];

    [Theory]
    [MemberData(nameof(Designs))]
    public void What_the_steps_of_a_design_reach_for_is_counted_for_the_design(string design)
    {
        var counted = TrustedFile.All(Catalogue.Find(design)).ToDictionary(file => file.File.Path, file => file.Part);
        // A design also names the parts that it takes away from the one it is derived from.
        var own = source.References.Where(r => counted.GetValueOrDefault(r.File) is { IsOfDesign: true } && !r.File.StartsWith("model/Designs/", StringComparison.Ordinal));

        AssertNone(Violation.Among(own, file => counted.GetValueOrDefault(file)?.For ?? Kinds.None).Select(violation => $"{design}: {violation}"));
    }

    [Fact]
    public void A_trusted_file_that_uses_a_lemma_is_caught()
    {
        var violations = Planted(
            ("planted/Steps.cs", "namespace Planted; public static class Steps { public static int Guard => Lemmas.Holds; }"),
            ("planted/Lemmas.cs", "namespace Planted; public static class Lemmas { public static int Holds => 1; }"));

        Assert.Equal(
            ["planted/Steps.cs, believed for every verdict, reaches for Lemmas in planted/Lemmas.cs, which is not.",
                "planted/Steps.cs, believed for every verdict, reaches for Lemmas.Holds in planted/Lemmas.cs, which is not."],
            violations.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_trusted_file_that_uses_the_explorer_is_caught() => Assert.Contains(
        Planted(("planted/Steps.cs", "namespace Planted; public static class Steps { public static string Name => nameof(Vmemmap.Properties.Exploration.Explorer.Run); }")),
        violation => violation.Contains("Explorer.Run", StringComparison.Ordinal) && violation.Contains("properties/Exploration/Explorer.cs", StringComparison.Ordinal));

    [Theory]
    [InlineData("Other.Make()", "Number")]
    [InlineData("-Other.Make()", "Number.operator -(Number)")]
    [InlineData("((int)Other.Make()).ToString()", "Number.explicit operator int(Number)")]
    [InlineData("Other.Make()[0]", "Number.this[int]")]
    public void What_is_used_without_being_named_is_caught(string expression, string symbol)
    {
        var violations = Planted(
            ("planted/Steps.cs", $"namespace Planted; public static class Steps {{ public static object It() {{ var it = {expression}; return it; }} }}"),
            ("planted/Other.Steps.cs", "namespace Planted; public static class Other { public static Number Make() => default; }"),
            ("planted/Number.cs", """
                namespace Planted;
                public struct Number
                {
                    public int this[int i] => i;
                    public static Number operator -(Number n) => n;
                    public static explicit operator int(Number n) => 0;
                }
                """));

        Assert.Contains($"planted/Steps.cs, believed for every verdict, reaches for {symbol} in planted/Number.cs, which is not.", violations);
    }

    [Fact]
    public void In_a_partial_type_a_member_stands_where_its_text_does()
    {
        var violations = Planted(
            ("planted/Steps.cs", "namespace Planted; public static partial class Part { public static int Step => Lemma; }"),
            ("planted/Part.Proof.cs", "namespace Planted; public static partial class Part { public static int Lemma => Step; }"));

        Assert.Equal(["planted/Steps.cs, believed for every verdict, reaches for Part.Lemma in planted/Part.Proof.cs, which is not."], violations);
    }

    [Fact]
    public void A_member_that_a_trusted_file_declares_may_be_filled_in_elsewhere() => Assert.Empty(Planted(
        ("planted/Steps.cs", """
            namespace Planted;
            public abstract class Base { public abstract int Proof(); public int Of(Base part) => part.Proof(); }
            public static partial class Part { public static int Lemma => Made(); private static partial int Made(); }
            """),
        ("planted/Part.Proof.cs", """
            namespace Planted;
            public static partial class Part { private static partial int Made() => 1; }
            public sealed class Derived : Base { public override int Proof() => 1; }
            """)));

    [Fact]
    public void What_every_verdict_rests_on_may_not_rest_on_what_only_proofs_do() => Assert.Single(Violation.Among(
        source.ReferencesOf(
            ("planted/Steps.cs", "namespace Planted; public static class Steps { public static int Guard = Solver.Answer; }"),
            ("planted/Solver.cs", "namespace Planted; public static class Solver { public const int Answer = 1; }"))
            .Where(r => r.Symbol == "Solver.Answer"),
        file => file == "planted/Steps.cs" ? Kinds.Every : Kinds.EveryProof));

    // Files that end in Steps.cs are trusted, others are not.
    private IReadOnlyList<string> Planted(params IReadOnlyList<(string Path, string Text)> files) =>
    [
        .. Violation.Among(
            source.ReferencesOf(files).Where(reference => reference.File.EndsWith("Steps.cs", StringComparison.Ordinal)),
            file => file.EndsWith("Steps.cs", StringComparison.Ordinal) ? Kinds.Every : Kinds.None)
            .Select(violation => $"{violation}"),
    ];

    private static void AssertNone(IEnumerable<string> complaints)
    {
        List<string> all = [.. complaints];
        Assert.True(all.Count == 0, string.Join('\n', all));
    }
}
