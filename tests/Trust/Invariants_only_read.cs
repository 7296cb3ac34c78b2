using Vmemmap.Model;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Invariants;
using Vmemmap.Model.Parts;
using Vmemmap.Model.Symbolic;

namespace Vmemmap.Tests.Trust;

/// <summary>
/// A lemma need not be believed, as it is proved; but it is code and is given the state. If it wrote to the state, the obligations after it would
/// be those of another machine.
/// </summary>
[Trait("Category", "Fast")]
public sealed class Invariants_only_read
{
    public static TheoryData<string> Designs => [.. Catalogue.All.Select(design => design.Name)];

    [Theory]
    [MemberData(nameof(Designs))]
    public void Neither_lemmas_nor_properties_nor_guards_assign_anything(string name)
    {
        Machine<Formula, Integer> machine = new(Catalogue.Find(name)!);
        SymbolicTables tables = new();
        var state = machine.NewState(tables);
        var at = TermVariables.All;

        foreach (var invariant in machine.Lemmas.Concat(machine.Properties).Concat(Initial<Formula, Integer>.Conditions))
        {
            Evaluate(invariant.Name, [.. invariant.Premises, invariant.Conclusion]);
        }
        foreach (var step in machine.Steps)
        {
            Evaluate(step.Name, [.. step.Guard.Select(conjunct => conjunct.Holds)]);
        }

        void Evaluate(string what, IReadOnlyList<Condition<Formula, Integer>> conditions)
        {
            foreach (var condition in conditions)
            {
                condition(state, at);
            }
            Assert.True(!tables.Assignments.Any(), $"'{what}' of {name} assigns to the table '{tables.Assignments.FirstOrDefault()?.Table.Name}'.");
        }
    }
}
