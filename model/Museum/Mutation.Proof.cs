using System.Runtime.CompilerServices;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Symbolic;

namespace Vmemmap.Model.Museum;

/// <content>Does it change anything? A change that matches nothing is an error, never a bug that silently is none.</content>
public abstract partial record Mutation
{
    /// <summary>One sentence that says why the change does not match the design, or null where it does.</summary>
    public abstract string? Mismatch(Design design);
}

/// <content>Does it change anything?</content>
public sealed partial record Replace<T>
{
    /// <inheritdoc/>
    public override string? Mismatch(Design design) =>
        design.Parts.OfType<T>().Any(part => By(part) is not null) ? null : $"of its parts none is a {typeof(T).Name} that the change is about; there are {design.Parts}.";
}

/// <content>Does it change anything?</content>
public sealed partial record Relayout
{
    /// <inheritdoc/>
    public override string? Mismatch(Design design) => By(design.Layout) == design.Layout ? $"its layout is {design.Layout} already." : null;
}

/// <content>Does it change anything?</content>
public abstract partial record Rewrite
{
    // Each bug is asked of each design, and of most it is none: so the steps of a design are made once.
    private static readonly ConditionalWeakTable<Design, List<Step<Bit, Num>>> Known = [];

    /// <inheritdoc/>
    public sealed override string? Mismatch(Design design)
    {
        var steps = Known.GetValue(design, StepsOf<Bit, Num>);
        return steps.Find(step => step.Name == Step) is { } found
            ? MismatchIn(design, found)
            : $"it has no step '{Step}'; its steps are {string.Join(", ", steps.Select(step => step.Name))}.";
    }

    /// <summary>Why the change does not match the step, or null where it does.</summary>
    protected virtual string? MismatchIn(Design design, Step<Bit, Num> step) => null;

    /// <summary>The steps of a design, before any change.</summary>
    protected static List<Step<B, N>> StepsOf<B, N>(Design design)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => [.. design.Parts.SelectMany(part => part.Steps<B, N>(design.Parts))];
}

/// <content>Does it change anything?</content>
public partial record DropTest
{
    /// <inheritdoc/>
    protected override string? MismatchIn(Design design, Step<Bit, Num> step)
    {
        // Where the code is and what a CPU translates is no test that could be left out.
        List<string> tests = [.. step.When.Select(when => when.Says), .. step.WhenAll.Select(when => when.Name)];
        return tests.Contains(Conjunct)
            ? null
            : $"its step '{Step}' does not test that {Conjunct}; it tests {(tests.Count == 0 ? "nothing" : $"that {string.Join("; ", tests)}")}.";
    }
}

/// <content>Does it change anything?</content>
public sealed partial record DropWrite
{
    /// <inheritdoc/>
    protected override string? MismatchIn(Design design, Step<Bit, Num> step)
    {
        var tables = new SymbolicTables();
        StepsOf<Formula, Integer>(design).Single(s => s.Name == Step).Then(new State<Formula, Integer>(design.Shape, tables), TermVariables.All);
        List<string> written = [.. tables.Assignments.Select(assignment => assignment.Table.Name).Distinct()];
        return written.Contains(Table) ? null : $"its step '{Step}' does not write '{Table}'; it writes {string.Join(", ", written)}.";
    }
}

/// <content>Does it change anything?</content>
public sealed partial record InEach
{
    /// <inheritdoc/>
    public override string? Mismatch(Design design)
    {
        List<string?> mismatches = [.. Steps.Select(step => Change(step).Mismatch(design))];
        return mismatches.Contains(null) ? null : mismatches[0];
    }
}
