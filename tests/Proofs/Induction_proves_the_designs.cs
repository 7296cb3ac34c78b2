using Vmemmap.Model.Concrete;
using Vmemmap.Model;
using Vmemmap.Model.Designs;
using Vmemmap.Proofs.Induction;
using Vmemmap.Proofs.Solver;

namespace Vmemmap.Tests.Proofs;

/// <summary>What a proof is, and that what is false has none; what is proved of each design is among its verdicts.</summary>
public sealed class Induction_proves_the_designs
{
    // Of what is refuted the last state of a counterexample is one where every lemma holds and the property does not, so no proof can come to an end: dear to ask, as each question is asked with more and more instances.
    private static readonly string[] Brief = ["rfc-2020", "linux-6.14", "corrected-5.18"];

    public static TheoryData<string> BriefDesigns => [.. Brief];

    public static TheoryData<string> OtherDesigns => [.. Catalogue.All.Select(d => d.Name).Except(Brief)];

    [Theory]
    [MemberData(nameof(BriefDesigns))]
    public void Those_that_are_refuted_are_not(string name) => MustNotBeProved(name);

    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(OtherDesigns))]
    public void Nor_are_they_in_any_other_design(string name) => MustNotBeProved(name);

    // The remedy of each refutation is proved of that one invariant.
    [Theory]
    [InlineData("linux-6.1+unpoison", 32)]
    [InlineData("corrected+unpoison", 34)]
    [InlineData("corrected+soft-offline", 32)]
    [InlineData("corrected+pool", 35)]
    [InlineData("corrected+unchecked", 32)]
    public void With_the_corrections_of_all_its_refutations_everything_is_proved(string name, int invariants)
    {
        var design = Catalogue.Find(name)!;
        HashSet<string> named = [.. design.Refuted.SelectMany(refuted => refuted.Remedy)];
        var mended = Corrections.In(design, [.. Corrections.All.Where(correction => named.Contains(correction.Name))]);

        var result = new InductiveProver(mended, solver: SharedSolver.OfTheGate).Prove(new HashSet<string>());

        Assert.All(result.Obligations, o => Assert.True(o.Outcome == Outcome.Proved, $"{mended}: {o.Invariant} after {o.Step} is {o.Outcome}"));
        Assert.Equal(invariants, Properties(mended).Count(result.Proved.Contains));
        Assert.Equal(invariants, Properties(mended).Count());
    }

    [Fact]
    public void A_solver_that_gives_up_proves_nothing()
    {
        var result = new InductiveProver(Corrected518.Design, solver: new Z3Solver(resourceLimit: 1)).Prove(new HashSet<string>());

        Assert.Contains(result.Obligations, o => o.Outcome == Outcome.Undecided);
        Assert.DoesNotContain("tail-resolves-to-head", result.Proved);
    }

    [Fact]
    public void The_result_does_not_depend_on_the_number_of_threads()
    {
        // The one thread takes answers that were given to as many threads as there are cores, beside other tests.
        var one = Summary(threads: 1, SharedSolver.OfTheGate);
        var four = Summary(threads: 4, new Z3Solver(InductiveProver.DefaultResourceLimit));

        Assert.Equal(one, four);

        static string Summary(int threads, ISolver solver) => string.Join('\n', new InductiveProver(Rfc2020.Design, solver: solver, threads: threads)
            .Prove(new HashSet<string>()).Obligations.Select(o => $"{o.Invariant} {o.Step} {o.Outcome} {o.IsTrivial} {o.Resources}"));
    }

    private static IEnumerable<string> Properties(Design design) => new Machine<Bit, Num>(design).Properties.Select(property => property.Name);

    private static void MustNotBeProved(string name)
    {
        var design = Catalogue.Find(name)!;
        Assert.NotEmpty(design.Refuted);

        var result = new InductiveProver(design, solver: SharedSolver.OfTheGate).Prove(new HashSet<string>());

        Assert.Equal(Properties(design).Where(p => design.Refuted.Of(p) is null), Properties(design).Where(result.Proved.Contains));
        Assert.All(result.Obligations.Where(o => o.Outcome != Outcome.Proved), o => Assert.Equal((Obligation.Implied, Outcome.Failed), (o.Step, o.Outcome)));
    }
}
