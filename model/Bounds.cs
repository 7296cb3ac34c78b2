using Vmemmap.Model.Concrete;

namespace Vmemmap.Model;

/// <summary>The part of a machine that is walked where a complete walk is out of reach: budgets and steps left out. What it leaves out is part of the result.</summary>
/// <param name="Errors">base pages that may fail.</param>
/// <param name="BadFrames">frames that may fail.</param>
/// <param name="Without">names of steps that are not taken.</param>
public sealed record Bounds(int Errors, int BadFrames, params IReadOnlyList<string> Without)
{
    /// <summary>One bad page, no bad frame.</summary>
    public static Bounds Default { get; } = new(Errors: 1, BadFrames: 0);

    /// <summary>Everything may happen, as often as it can.</summary>
    public static Bounds None { get; } = new(int.MaxValue, int.MaxValue);

    /// <summary>The steps that are left, their guards with the budgets added.</summary>
    public IReadOnlyList<Step<B, N>> Restrict<B, N>(IReadOnlyList<Step<B, N>> steps, Scope scope)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        [.. steps.Where(step => !Without.Contains(step.Name)).Select(step => step.Mishap switch
        {
            Mishap.PageFails => Limited(step, [Folio, Page, Slot], scope, Errors, (s, x) => s.Bad[x.Folio, x.Page, x.Slot]),
            Mishap.FrameFails => Limited(step, [Frame], scope, BadFrames, (s, x) => s.FrameBad[x.Frame]),
            _ => step,
        })];

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Errors} bad page(s), {BadFrames} bad frame(s){(Without.Count == 0 ? "" : $", without {string.Join(", ", Without)}")}";

    // What has failed already may be reported again.
    private static Step<B, N> Limited<B, N>(Step<B, N> step, Index[] indices, Scope scope, int budget, Condition<B, N> hasFailed)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        IReadOnlyList<At<Num>> all = [.. Assignments.Of(indices, scope)];
        return budget >= all.Count ? step : step with
        {
            When = [.. step.When, ($"at most {budget} have failed then", (s, x) =>
            {
                N failed = 0;
                foreach (var at in all)
                {
                    failed += N.If(hasFailed(s, at.Select<N>(value => value.Value)), 1, 0);
                }
                return hasFailed(s, x) | failed < budget;
            })],
        };
    }
}
