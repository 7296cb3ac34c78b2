using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Control;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Parts;
using Vmemmap.Proofs.Induction;
using Vmemmap.Proofs.Lemmas;
using Vmemmap.Tests.CommandLine;
using Vmemmap.Verify.Output;
using Vmemmap.Verify.Trust;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Tests.Proofs;

/// <summary>A design whose own parts say nothing of their control points is proved with lemmas that nobody wrote.</summary>
[Collection(CommandLineRuns.Name)]
public sealed class Lemmas_that_are_proposed
{
    // What walks find violated: the search need not know it.
    private static readonly string[] Refuted =
    [
        "tail-resolves-to-head", "one-head-per-hugepage", "lookup-across-remaps-finds-head", "no-store-through-shared-tail", "speculative-references-harmless", "error-marks-no-other-page", "poison-recorded",
        "dissolved-flags-exact", "poison-contained", "lock-is-not-taken-twice", "poisoned-pages-counted-once",
    ];

    // What the search proposes for the design like 6.11.
    private static readonly Candidate[] Proposed =
    [
        At("typed", new Flag("Hugetlb", true)), At("typed", new Flag("Optimised", false)),
        At("untyped", new Flag("Optimised", false)), At("untyped", new HeadCount(0)), At("untyped", new Answer("WalkerHoldsOn", false)), At("untyped", new Flag("Hugetlb", false)),
        At("finishing", new Flag("Hugetlb", true)), At("freeing tails", new Flag("Hugetlb", true)), At("remapping", new Flag("Hugetlb", true)), At("rolling back", new Flag("Hugetlb", true)),
    ];

    private static readonly Design Like611 = DerivedDesigns.Like611;

    private static HashSet<string> Open => [.. new Machine<Bit, Num>(Like611).Properties.Select(property => property.Name).Except(Refuted)];

    private static HashSet<string> Own => [.. new Machine<Bit, Num>(Like611).Lemmas.Select(lemma => lemma.Name)];

    [Fact]
    public void With_them_everything_is_proved_that_no_walk_violates()
    {
        var result = new InductiveProver(With(Proposed), solver: SharedSolver.OfTheGate).Prove(Refuted.ToHashSet());

        Assert.Empty(result.Obstacles);
        Assert.Subset(result.Proved.ToHashSet(), Open);
    }

    [Fact]
    public void What_is_false_is_given_up_and_what_leans_on_it_too()
    {
        // Without the type nobody would be sure of it later either.
        Candidate wrong = At("typed", new Flag("Hugetlb", false)), leaning = At("remapping", new Flag("Hugetlb", false)), right = At("typed", new Flag("Hugetlb", true));

        var kept = new ScopeInduction(With(wrong, leaning, right), SharedSolver.OfTheGate).Inductive(Own.Concat([wrong.Name, leaning.Name, right.Name]).ToHashSet());

        Assert.DoesNotContain(wrong.Name, kept);
        Assert.DoesNotContain(leaning.Name, kept);
        Assert.Contains(right.Name, kept);
        // A lemma of its own that only a lemma that is not there could save.
        Assert.DoesNotContain("optimised-by-stage", kept);
    }

    [Fact]
    public void Only_those_are_chosen_without_which_a_proof_breaks_and_no_more_than_are_allowed()
    {
        Candidate[] idle = [At("typed", new Answer("IsCompound", true)), At("finishing", new Answer("IsSettled", true))];
        ScopeInduction induction = new(With([.. idle, .. Proposed]), SharedSolver.OfTheGate);
        string[] among = [.. idle.Concat(Proposed).Select(candidate => candidate.Name)];

        var chosen = induction.Sufficient(Own, among, Open, most: LemmaSearch.Most);

        Assert.NotNull(chosen);
        Assert.NotEmpty(chosen);
        Assert.Empty(chosen.Intersect(idle.Select(candidate => candidate.Name)));
        Assert.Null(induction.Sufficient(Own, among, Open, most: 1));
        Assert.Null(induction.Sufficient(Own, [.. idle.Select(candidate => candidate.Name)], Open, most: LemmaSearch.Most));
    }

    [Fact]
    public void The_shapes_are_many_and_all_of_them_only_read_the_state()
    {
        var shapes = Shapes.Of(Like611);

        Assert.Equal(shapes.Count, shapes.Select(shape => shape.Name).Distinct().Count());
        Assert.Subset(shapes.ToHashSet(), Proposed.ToHashSet());
        Assert.DoesNotContain(shapes, shape => shape.Then is Answer { Method: "DropOwn" or "TakeOffList" });
    }

    [Fact]
    public void The_file_compiles_and_has_the_lemmas_that_were_proposed()
    {
        Candidate ofFailure = new(new FailureAt(FailurePoints.LookedUp), new Number("WalkEnd", 0));
        Candidate ofFrame = new(new StillTranslated(IsTail: true), new FirstWord("CompoundHead", null));
        ProposedLemmas proposed = new(Like611, [.. Proposed, ofFailure, ofFrame], ["folio-data-kept"], [], new Dictionary<string, int> { ["poison-recorded"] = 12 }, ["poison-contained"], ["freed-once"]);

        var text = LemmaFile.Text(proposed);

        Assert.Contains("[Folio, Page, Frame], [(s, x) => s.Stale[x.Folio, x.Page, x.Frame] & x.Page >= 1]", text, StringComparison.Ordinal);
        Assert.StartsWith("// like-linux-6.11: 12 lemmas; with them ", text, StringComparison.Ordinal);
        Assert.Equal(
            ["like-linux-6.11: 12 lemmas; with them in its list of parts (new LemmasOfLikeLinux611()) are proved: folio-data-kept.",
                "Violated in a walk, after so many steps: poison-recorded (12).",
                "Neither proved nor violated in the walks, so like-linux-6.11 needs another lemma or a longer walk: poison-contained.",
                "Lemmas of its own that are not inductive, whatever is added: freed-once."],
            LemmaFile.Summary(proposed));
        var part = (Part)Activator.CreateInstance(Compiled(text).GetType("Vmemmap.Model.Designs.LemmasOfLikeLinux611", throwOnError: true)!)!;
        Machine<Bit, Num> written = new(Like611 with { Parts = [.. Like611.Parts, part] }), meant = new(With([.. proposed.Lemmas]));
        Assert.Equal(meant.Lemmas.Select(lemma => (lemma.Name, lemma.Sentence)), written.Lemmas.Select(lemma => (lemma.Name, lemma.Sentence)));
        var instance = new Instance(Like611, Like611.SmallScope);
        foreach (var (one, other) in written.Lemmas.Zip(meant.Lemmas).TakeLast(proposed.Lemmas.Count))
        {
            // A state at each point, whatever else holds there.
            for (var stage = 0; stage < instance.Machine.Shape.Hugepage.InOrder.Count; stage++)
            {
                instance.State.Stage[0] = stage;
                Assert.Equal(
                    (other.Premises[0](instance.State, default).IsTrue, other.Conclusion(instance.State, default).IsTrue),
                    (one.Premises[0](instance.State, default).IsTrue, one.Conclusion(instance.State, default).IsTrue));
            }
        }
    }

    [Fact]
    public void A_design_that_there_is_not_is_bad_input()
    {
        var run = Invocation.Of("lemmas", "linux-5.81");

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("There is no design 'linux-5.81'", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Category", "Long")]
    public void The_search_finds_them()
    {
        var proposed = new LemmaSearch(SharedSolver.OfTheGate).Of(Like611);

        Assert.InRange(proposed.Lemmas.Count, 1, LemmaSearch.Most);
        Assert.Subset(proposed.Proved.ToHashSet(), Open);
        Assert.Empty(proposed.Lost);
    }

    // Its own part comes without a lemma: those that relate the frame which the head's page leaves, the one that it gets and the ones of tails are found.
    [Fact]
    [Trait("Category", "Long")]
    public void The_design_like_7_1_without_a_frame_that_hugepages_share_needs_none_that_somebody_writes()
    {
        string[] violated =
        [
            "no-store-through-shared-tail", "stores-to-the-head-survive", "speculative-references-harmless", "error-marks-no-other-page", "poison-recorded", "dissolved-flags-exact", "poison-contained", "lock-is-not-taken-twice", "poisoned-pages-counted-once",
        ];

        var proposed = new LemmaSearch(SharedSolver.OfTheGate).Of(DerivedDesigns.Like71);

        Assert.InRange(proposed.Lemmas.Count, 1, LemmaSearch.Most);
        Assert.Contains(proposed.Lemmas, lemma => lemma.Where is StillTranslated);
        Assert.Contains(proposed.Lemmas, lemma => lemma.Then is NextHasWordOfHead);
        Assert.DoesNotContain("tail-resolves-to-head", proposed.ProvedWithout);
        Assert.Contains("tail-resolves-to-head", proposed.Proved);
        Assert.Empty(proposed.Open);
        Assert.Equal(violated.Order(), proposed.Violated.Keys.Order());
    }

    private static Candidate At(string point, Claim then) => new(new AtPoint(DerivedDesigns.Like611.Shape.Hugepage.InOrder.Single(one => one.Name == point)), then);

    private static Design With(params IReadOnlyList<Candidate> candidates) => Like611 with { Parts = [.. Like611.Parts, new Proposal(candidates)] };

    // As a file of the project model, with its usings.
    private static Assembly Compiled(string text)
    {
        var options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview);
        const string implicitUsings = "global using System; global using System.Collections.Generic; global using System.Linq;";
        var compilation = CSharpCompilation.Create(
            "Proposed",
            new[] { text, SourceFile.All.Single(file => file.Path == "model/Usings.cs").Text, implicitUsings }.Select(source => CSharpSyntaxTree.ParseText(source, options)),
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Append(typeof(Part).Assembly.Location).Distinct().Select(path => MetadataReference.CreateFromFile(path)),
            new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        using MemoryStream stream = new();
        var result = compilation.Emit(stream);
        Assert.True(result.Success, $"{string.Join('\n', result.Diagnostics)}\n{text}");
        return Assembly.Load(stream.ToArray());
    }
}
