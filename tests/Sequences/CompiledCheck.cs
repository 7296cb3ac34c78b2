using Vmemmap.Model;
using Vmemmap.Properties.Checking;

namespace Vmemmap.Tests.Sequences;

/// <summary>One invariant for all values of its variables, compiled.</summary>
internal sealed class CompiledCheck
{
    private readonly ViolationSearch search;
    private readonly int[] ranges;
    private readonly int[] values = new int[Variables.Count];

    public CompiledCheck(RecordedInvariant invariant, Instance instance)
    {
        search = new CheckCode(instance.Memory.Layouts, instance.Scope).Search(invariant, []).Value;
        ranges = [.. invariant.Indices.SelectMany(index => new[] { 0, instance.Scope.Count(index) - 1, 1 })];
    }

    public bool IsViolated(int[] cells) => search(cells, ranges, [], values);
}
