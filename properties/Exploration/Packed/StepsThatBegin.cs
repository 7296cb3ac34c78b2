using System.Numerics;
using Vmemmap.Model;
using Vmemmap.Model.Logic;
using Vmemmap.Properties.Control;
using Vmemmap.Properties.Exploration.Layout;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Properties.Exploration.Packed;

/// <summary>Which steps can be enabled in a state, as far as the program counters tell: of a hundred steps a dozen are tried.</summary>
internal sealed class StepsThatBegin
{
    private readonly Counter[] counters;
    private readonly int words;

    // A bit for each step.
    private readonly ulong[] anywhere;

    /// <param name="steps">the steps of a machine.</param>
    /// <param name="layout">where the cells lie.</param>
    /// <param name="scope">the sizes.</param>
    public StepsThatBegin(IReadOnlyList<RecordedStep> steps, PackedLayout layout, Scope scope)
    {
        var known = steps.Select((step, number) => (Begins: Beginning.Of(step), Number: number))
            .ToLookup(step => step.Begins is { IsKnownByFolio: true } begins && layout[begins.Counter.Table.Name].Width > 0);
        words = (steps.Count + 63) / 64;
        anywhere = Set(known[false].Select(step => step.Number));
        counters = [.. known[true].GroupBy(step => step.Begins!.Counter).SelectMany(same =>
        {
            var table = layout[same.Key.Table.Name];
            var allowed = same.Select(step => (step.Number, Values: step.Begins!.AllowedBy(table.Layout))).ToList();
            ulong[][] byValue = [.. Enumerable.Range(0, table.High - table.Low + 1).Select(value => Set(allowed.Where(step => step.Values[value]).Select(step => step.Number)))];
            return Enumerable.Range(0, same.First().Begins!.IsOfFolio ? scope.Count(Index.Folio) : 1).Select(folio => new Counter(table.FirstBit + folio * table.Stride(0), table.Mask, byValue));
        })];
    }

    /// <summary>A set of no steps.</summary>
    public ulong[] NewSet() => new ulong[words];

    /// <summary>The steps of a state.</summary>
    /// <param name="state">its words.</param>
    /// <param name="steps">the set that they are put into.</param>
    public void Find(ulong[] state, ulong[] steps)
    {
        anywhere.CopyTo(steps, 0);
        foreach (var counter in counters)
        {
            var here = counter.ByValue[state[counter.Bit >> 6] >> (counter.Bit & 63) & counter.Mask];
            for (var word = 0; word < here.Length; word++)
            {
                steps[word] |= here[word];
            }
        }
    }

    /// <summary>Takes the least step out of a set.</summary>
    /// <returns>false where none is left.</returns>
    public static bool TryTake(ulong[] steps, out int step)
    {
        for (var word = 0; word < steps.Length; word++)
        {
            if (steps[word] != 0)
            {
                step = word * 64 + BitOperations.TrailingZeroCount(steps[word]);
                steps[word] &= steps[word] - 1;
                return true;
            }
        }
        step = -1;
        return false;
    }

    private ulong[] Set(IEnumerable<int> steps)
    {
        var set = NewSet();
        foreach (var step in steps)
        {
            set[step >> 6] |= 1UL << (step & 63);
        }
        return set;
    }

    // Where the cell lies, and the steps that its values allow.
    private readonly record struct Counter(int Bit, ulong Mask, ulong[][] ByValue);
}
