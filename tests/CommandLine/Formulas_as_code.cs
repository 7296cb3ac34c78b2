using Vmemmap.Model;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Memory;
using Vmemmap.Model.Symbolic;
using Vmemmap.Proofs.Solver;
using Vmemmap.Tests.Proofs;
using Vmemmap.Verify.Check;
using Vmemmap.Verify.Show;

namespace Vmemmap.Tests.CommandLine;

/// <summary>What verify explain tells of an invariant as code is what verify check reads, and it means the invariant.</summary>
public sealed class Formulas_as_code
{
    public static TheoryData<string> Designs => [.. Catalogue.All.Select(design => design.Name)];

    [Theory]
    [MemberData(nameof(Designs))]
    public void Are_read_as_the_invariants_that_they_tell(string name)
    {
        var design = Catalogue.Find(name)!;
        foreach (var invariant in new Machine<Formula, Integer>(design).Properties.Select(property => property.Name))
        {
            var code = InvariantWords.Of(invariant, design).Code;
            if (code.Length > Notation.Longest)
            {
                continue;
            }
            TermBank.Reset();
            var meant = new Machine<Formula, Integer>(design).Find(invariant)!;
            State<Formula, Integer> state = new(design.Shape, new SymbolicTables());
            var at = TermVariables.All;
            var says = meant.Premises.Aggregate(meant.Conclusion(state, at), (holds, premise) => !premise(state, at) | holds);

            var differs = !(Reader.Read(code, design).In(state, at) == says);

            Assert.True(SharedSolver.OfTheGate.Check(SmtText.Of([differs.Term])).Answer == Answer.Unsatisfiable, $"{name}, {invariant}: {code}");
        }
    }

    [Fact]
    public void Are_short_enough_to_be_typed_in_the_newest_kernel_that_has_the_invariant()
    {
        foreach (var invariant in KnownInvariants.All.Select(known => known.Name))
        {
            var told = Explanation.Of(invariant, design: null).Single().Lines.Single(line => line.Word == "as code").Text;
            Assert.True(told.Length <= Notation.Longest && !told.Contains(" characters, ", StringComparison.Ordinal), $"{invariant}: {told}");
        }
    }

    [Fact]
    public void Of_lookups_that_ask_for_fake_heads_are_too_long_and_said_to_be() =>
        Assert.Matches("^[0-9]+ characters, more than 'verify check' reads", Explanation.Of("tail-resolves-to-head", Catalogue.Find("linux-6.12")).Single().Lines.Single(line => line.Word == "as code").Text);

    [Fact]
    public void Name_values_as_the_tables_do() =>
        Assert.Equal(
            "bad[h, v, s] & !(failure_stage >= 'reported' & failure_stage < 'found free' & failure_folio = h & failure_page = v & failure_slot = s) & (user_holds[h] | 0 < pin_count[h] | lent[h, v, s]) => struck[h, v, s]",
            InvariantWords.Of("poison-contained", Catalogue.Find("linux-7.3")!).Code);
}
