using Vmemmap.Properties.Checking.Dependence;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Properties.Checking;

/// <summary>Tells, for a change of a cell, which instances of one invariant it can have made false through one of its reads.</summary>
internal sealed class Trigger
{
    private readonly ReadSite site;
    private readonly IReadOnlyList<Index> variables;
    private readonly VariableUse? equal;

    /// <param name="site">the read.</param>
    /// <param name="variables">the invariant's variables, outermost first.</param>
    /// <param name="compiler">makes code of conditions.</param>
    /// <param name="identify">gives equal conditions equal numbers, so that they can be compared.</param>
    public Trigger(ReadSite site, IReadOnlyList<Index> variables, CompiledTerms compiler, Func<string, int> identify)
    {
        this.site = site;
        this.variables = variables;
        equal = site.Uses.OfType<VariableUse>().FirstOrDefault();
        NeedsCells = site.Read.Indices.Skip(1).Any(term => term is ConstantTerm);
        Conditions = [.. site.Read.Indices
            .Select((term, axis) => (Term: term, Axis: axis))
            .Where(index => index.Term is not (VariableTerm or ConstantTerm))
            .Select(index => new Condition(
                compiler.Compile(index.Term), index.Axis, DepthOf(index.Term.Variables), identify($"{index.Term}")))];
        Candidates = [.. site.Within.Select(equality => new Candidate(
            compiler.Compile(new ReadTerm(equality.Read)), PositionOf(equality.Variable), identify($"{equality}")))];
    }

    /// <summary>Indices of the read that are neither a variable nor a constant.</summary>
    public Condition[] Conditions { get; }

    /// <summary>Variables that can have two values only.</summary>
    public Candidate[] Candidates { get; }

    /// <summary>A constant is among the indices after the first: of a row's changed cells only some matter.</summary>
    public bool NeedsCells { get; }

    /// <summary>Which instances are concerned depends on the cell's value.</summary>
    public bool NeedsValues => equal is not null;

    /// <summary>Can a change of a cell from one value to the other make the invariant false?</summary>
    public bool Matters(int before, int after) => site.Matters(before, after);

    /// <summary>The instances that a change of a cell concerns.</summary>
    /// <param name="indices">of the cell; all but the first are -1 for a whole row.</param>
    /// <param name="before">the old value of the cell.</param>
    /// <param name="after">its new value.</param>
    /// <param name="check">is told of them.</param>
    public void Bind((int I, int J, int K) indices, int before, int after, BoundCheck check)
    {
        var binding = new Binding(this, indices);
        for (var axis = 0; axis < site.Read.Indices.Count; axis++)
        {
            var value = binding.Index(axis);
            if (value >= 0 && !(site.Read.Indices[axis] switch
            {
                ConstantTerm(var constant) => constant == value,
                VariableTerm(var variable) => binding.TryFix(PositionOf(variable), value),
                _ => true,
            }))
            {
                return;
            }
        }
        if (equal is null)
        {
            check.Add(binding);
            return;
        }
        if (equal.Side.HasFlag(Side.Rising))
        {
            BindEqual(binding, after, check);
        }
        if (equal.Side.HasFlag(Side.Falling))
        {
            BindEqual(binding, before, check);
        }
    }

    private void BindEqual(Binding binding, int value, BoundCheck check)
    {
        if (binding.TryFix(PositionOf(equal!.Variable), value))
        {
            check.Add(binding);
        }
    }

    private int PositionOf(Index index)
    {
        for (var position = 0; position < variables.Count; position++)
        {
            if (variables[position] == index)
            {
                return position;
            }
        }
        throw new InvalidOperationException($"An invariant reads the variable '{index}', which it does not declare.");
    }

    // How many variables, outermost first, must have values before the term has one.
    private int DepthOf(int mask) => Enumerable.Range(0, variables.Count)
        .Where(position => (mask >> (int)variables[position] & 1) != 0)
        .Select(position => position + 1)
        .DefaultIfEmpty(0)
        .Max();
}

/// <summary>An index of a read must have the value of the changed cell's.</summary>
/// <param name="Code">computes the index.</param>
/// <param name="Axis">which index of the read.</param>
/// <param name="Depth">how many variables must have values before it can be computed.</param>
/// <param name="Identity">equal for equal conditions of one invariant.</param>
internal sealed record Condition(CompiledNumber Code, int Axis, int Depth, int Identity);

/// <summary>A variable must have the value of a cell, before or after the step.</summary>
/// <param name="Code">computes the value.</param>
/// <param name="Position">which variable of the invariant.</param>
/// <param name="Identity">equal for equal candidates of one invariant.</param>
internal sealed record Candidate(CompiledNumber Code, int Position, int Identity);
