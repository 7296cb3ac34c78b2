namespace Vmemmap.Model.Control;

/// <summary>
/// The control points that one actor has in one machine, numbered in the order of their phases: so "is a compound page" and "is being remapped" are one comparison each,
/// and a new point moves nothing but numbers.
/// </summary>
public sealed class ControlPoints
{
    private const int Absent = -1;

    private readonly ControlPoint[] inOrder;
    private readonly int[] numbers;
    private readonly int[] firsts;

    /// <summary>Numbers points.</summary>
    /// <param name="points">the points, in the order of their first use; what is named twice counts once.</param>
    public ControlPoints(IEnumerable<ControlPoint> points)
    {
        inOrder = [.. points.Distinct().OrderBy(point => point.Phase)];
        numbers = new int[inOrder.Length == 0 ? 0 : inOrder.Max(point => point.Id) + 1];
        Array.Fill(numbers, Absent);
        for (var number = 0; number < inOrder.Length; number++)
        {
            numbers[inOrder[number].Id] = number;
        }
        firsts = [.. Enum.GetValues<Phase>().Select(phase => inOrder.Count(point => point.Phase < phase))];
        Values = Domain.Named("control point", [.. inOrder.Select(point => point.Name)]);
    }

    /// <summary>The points, by their numbers.</summary>
    public IReadOnlyList<ControlPoint> InOrder => inOrder;

    /// <summary>The numbers with the names of their points.</summary>
    public Domain Values { get; }

    /// <summary>The number of a point, or null where the machine has no such point.</summary>
    public int? Find(ControlPoint point)
    {
        var number = point.Id < numbers.Length ? numbers[point.Id] : Absent;
        return number == Absent ? null : number;
    }

    /// <summary>The number of a point that a step goes to.</summary>
    /// <exception cref="InvalidOperationException">none of the machine's parts has it.</exception>
    public int this[ControlPoint point] => Find(point)
        ?? throw new InvalidOperationException($"No part of this machine has the control point '{point}': its points are {string.Join(", ", inOrder.Select(p => p.Name))}.");

    /// <summary>The number of the first point of a phase or a later one; where there is none, the number after the last.</summary>
    public int First(Phase phase) => firsts[(int)phase];

    /// <summary>The runs of consecutive numbers of the points that are chosen: first and last of each.</summary>
    public IReadOnlyList<(int First, int Last)> Runs(Func<ControlPoint, bool> isChosen)
    {
        List<(int First, int Last)> runs = [];
        for (var number = 0; number < inOrder.Length; number++)
        {
            if (!isChosen(inOrder[number]))
            {
                continue;
            }
            if (runs.Count > 0 && runs[^1].Last == number - 1)
            {
                runs[^1] = (runs[^1].First, number);
            }
            else
            {
                runs.Add((number, number));
            }
        }
        return runs;
    }
}
