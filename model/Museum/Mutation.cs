using Vmemmap.Model.Designs;

namespace Vmemmap.Model.Museum;

/// <summary>One thing that a bug changes.</summary>
public abstract partial record Mutation
{
    /// <summary>The design, changed; the same where only steps change.</summary>
    public virtual Design In(Design design) => design;

    /// <summary>The steps, changed; the same where the design itself changes.</summary>
    public virtual IReadOnlyList<Step<B, N>> In<B, N>(IReadOnlyList<Step<B, N>> steps)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => steps;
}

/// <summary>Another version of a function takes the place of the design's own.</summary>
/// <typeparam name="T">the function.</typeparam>
/// <param name="By">the other version, or null where this one has nothing to be changed.</param>
public sealed partial record Replace<T>(Func<T, Part?> By) : Mutation
    where T : Part
{
    /// <inheritdoc/>
    public override Design In(Design design) => design with { Parts = design.Parts.Replace<T>(By(design.Parts.The<T>())!) };
}

/// <summary>The optimised mapping is laid out in another way.</summary>
/// <param name="By">the other layout.</param>
public sealed partial record Relayout(Func<Layout, Layout> By) : Mutation
{
    /// <inheritdoc/>
    public override Design In(Design design) => design with { Layout = By(design.Layout) };
}

/// <summary>One step is another one.</summary>
/// <param name="Step">name of the step.</param>
public abstract partial record Rewrite(string Step) : Mutation
{
    /// <inheritdoc/>
    public sealed override IReadOnlyList<Step<B, N>> In<B, N>(IReadOnlyList<Step<B, N>> steps) => [.. steps.Select(step => step.Name == Step ? Of(step) : step)];

    /// <summary>The step, changed.</summary>
    protected abstract Step<B, N> Of<B, N>(Step<B, N> step)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>;
}

/// <summary>A test is left out, or another stands in its place.</summary>
/// <param name="Step">name of the step.</param>
/// <param name="Conjunct">what the test says.</param>
public partial record DropTest(string Step, string Conjunct) : Rewrite(Step)
{
    /// <inheritdoc/>
    protected override Step<B, N> Of<B, N>(Step<B, N> step) => step with
    {
        When = [.. step.When.Where(when => when.Says != Conjunct)],
        WhenAll = [.. step.WhenAll.Where(when => when.Name != Conjunct)],
    };
}

/// <summary>A store is left out: what the step would write to a table is forgotten.</summary>
/// <param name="Step">name of the step.</param>
/// <param name="Table">name of the table.</param>
public sealed partial record DropWrite(string Step, string Table) : Rewrite(Step)
{
    /// <inheritdoc/>
    protected override Step<B, N> Of<B, N>(Step<B, N> step) => step with { Then = (s, x) => s.Forgetting(Table, () => step.Then(s, x)) };
}

/// <summary>A change is made in each of some steps that it matches: of what several releases do in different steps.</summary>
/// <param name="Change">the change of one of the steps, by its name.</param>
/// <param name="Steps">names of the steps.</param>
public sealed partial record InEach(Func<string, Rewrite> Change, params IReadOnlyList<string> Steps) : Mutation
{
    /// <inheritdoc/>
    public override IReadOnlyList<Step<B, N>> In<B, N>(IReadOnlyList<Step<B, N>> steps) => Steps.Aggregate(steps, (changed, step) => Change(step).In(changed));
}
