using Vmemmap.Model;
using Vmemmap.Model.Control;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Geometry;
using Vmemmap.Model.Parts;
using Vmemmap.Model.Symbolic;
using Vmemmap.Properties.Control;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Verify.Show;

/// <summary>A step in words.</summary>
/// <param name="Name">its name.</param>
/// <param name="Function">the kernel function, or who else acts.</param>
/// <param name="Parameters">the variables that choose the instance.</param>
/// <param name="At">the control points where it begins; empty where anyone may act at any time.</param>
/// <param name="When">what else must be the case.</param>
/// <param name="Effect">what it changes.</param>
internal sealed record ShownStep(
    string Name, string Function, IReadOnlyList<Index> Parameters, IReadOnlyList<ControlPoint> At, IReadOnlyList<string> When, ShownEffect Effect);

/// <summary>A part in words.</summary>
/// <param name="Part">the part.</param>
/// <param name="Function">the kernel function as the design's release calls it, or who else acts.</param>
/// <param name="Steps">its steps.</param>
internal sealed record ShownPart(Part Part, string Function, IReadOnlyList<ShownStep> Steps)
{
    /// <summary>The name of its class.</summary>
    public string Name => Part.GetType().Name;

    /// <summary>Release or commit, and file, that it was read in.</summary>
    public string Source => CitedSource.Of(Part);
}

/// <summary>Everything about a design that a reader wants on one page: whatever prints it prints this.</summary>
internal sealed class DesignPage
{
    private static readonly StandardHugepage[] Hugepages = [StandardHugepages.X86_2MiB, StandardHugepages.X86_1GiB];

    /// <summary>The page of a design.</summary>
    public DesignPage(Design design)
    {
        Design = design;
        ShownTables tables = new(design);
        EffectWords effects = new(tables);
        Machine<Formula, Integer> machine = new(design);
        var recorded = machine.Steps.ToDictionary(step => step.Name, step => (Step: step, Recorded: Recording.Of(step, machine.Shape)));
        NotApplying = machine.NotApplying;
        Edges = ControlEdges.Of(design);
        Parts =
        [
            .. design.Parts.Select(part => new ShownPart(part, CitedSource.FunctionOf(part, design), [.. part.Steps<Formula, Integer>(design.Parts).Select(step => recorded[step.Name]).Select(step => Shown(step.Step, step.Recorded))])),
        ];

        ShownStep Shown(Step<Formula, Integer> step, RecordedStep terms) => new(
            step.Name, step.Function, step.Parameters, step.At,
            [.. step.Guard.Skip(step.At.Count == 0 ? 0 : 1).Select(conjunct => conjunct.Name)], effects.Of(terms));
    }

    /// <summary>The design.</summary>
    public Design Design { get; }

    /// <summary>Its parts with their steps, in the order of the design.</summary>
    public IReadOnlyList<ShownPart> Parts { get; }

    /// <summary>What other designs are judged by and it is not, with the reason.</summary>
    public IReadOnlyList<(string Invariant, string Reason)> NotApplying { get; }

    /// <summary>The steps between its control points, in the order of the steps.</summary>
    public IReadOnlyList<ControlEdge> Edges { get; }

    /// <summary>The hugepages of x86-64, with what the optimisation gives back.</summary>
    public IReadOnlyList<SavingsRow> Savings { get; } = [.. Hugepages.Select(SavingsTable.Of)];

    /// <summary>The control points of an actor, in the order of their numbers; it begins at the first.</summary>
    public IReadOnlyList<ControlPoint> PointsOf(Actor actor) => Design.Shape.PointsOf(actor).InOrder;
}
