using Vmemmap.Model.Concrete;
using Vmemmap.Model;
using Vmemmap.Model.Designs;
using Vmemmap.Proofs.Induction;
using Vmemmap.Proofs.Solver;

namespace Vmemmap.Tests.Proofs;

/// <summary>The gate for proofs: what is proved, and that what is false is not.</summary>
public sealed class Induction_proves_the_designs
{
    public static TheoryData<string> Designs => [.. Catalogue.All.Select(d => d.Name)];

    [Theory]
    [MemberData(nameof(Designs))]
    public void Exactly_the_invariants_that_are_not_refuted_are_proved_for_every_size_and_interleaving(string name)
    {
        var design = Catalogue.Find(name)!;
        HashSet<string> refuted = [.. design.Refuted.Select(r => r.Invariant)];
        var properties = new Machine<Bit, Num>(design).Properties.Select(p => p.Name).ToList();

        var result = new InductiveProver(design, solver: RememberingSolver.Shared).Prove(new HashSet<string>());

        Assert.All(result.Obligations.Where(o => !(o.Step == Obligation.Implied && refuted.Contains(o.Invariant))),
            o => Assert.True(o.Outcome == Outcome.Proved, $"{name}: {o.Invariant} after {o.Step} is {o.Outcome}"));
        Assert.Equal(properties.Where(p => !refuted.Contains(p)), properties.Where(result.Proved.Contains));
    }

    [Fact]
    public void A_solver_that_gives_up_proves_nothing()
    {
        var result = new InductiveProver(Corrected.Design, solver: new Z3Solver(resourceLimit: 1)).Prove(new HashSet<string>());

        Assert.Contains(result.Obligations, o => o.Outcome == Outcome.Undecided);
        Assert.DoesNotContain("tail-resolves-to-head", result.Proved);
    }

    [Fact]
    public void The_result_does_not_depend_on_the_number_of_threads()
    {
        // The one thread takes answers that were given to as many threads as there are cores, beside other tests.
        var one = Summary(threads: 1, RememberingSolver.Shared);
        var four = Summary(threads: 4, new Z3Solver(InductiveProver.DefaultResourceLimit));

        Assert.Equal(one, four);

        static string Summary(int threads, ISolver solver) => string.Join('\n', new InductiveProver(Rfc2020.Design, solver: solver, threads: threads)
            .Prove(new HashSet<string>()).Obligations.Select(o => $"{o.Invariant} {o.Step} {o.Outcome} {o.IsTrivial} {o.Resources}"));
    }
}
