namespace Vmemmap.Verify.Page;

/// <summary>
/// Places for the boxes of a digraph and ways for its arrows: rows from top to bottom (Sugiyama), each box below those that lead to it but along arrows that close
/// a circle; an arrow that passes rows has a place of its own in each, so it crosses no box.
/// </summary>
internal sealed class GraphLayout
{
    private const int Sweeps = 16;
    private const double Bend = 14;

    private readonly List<Place>[] rows;
    private readonly Place[] boxes;
    private readonly List<Place[]> ways = [];

    /// <summary>Lays a digraph out.</summary>
    /// <param name="widths">of the boxes; the first stands at the top.</param>
    /// <param name="arrows">from which to which; none from a box to itself.</param>
    /// <param name="gap">least room between two in a row.</param>
    public GraphLayout(IReadOnlyList<double> widths, IReadOnlyList<(int From, int To)> arrows, double gap)
    {
        var rowOf = Rows(widths.Count, arrows);
        rows = [.. Enumerable.Range(0, rowOf.Max() + 1).Select(_ => new List<Place>())];
        boxes = [.. widths.Select((width, box) => Add(rowOf[box], width))];
        foreach (var (from, to) in arrows)
        {
            var (first, last) = (rowOf[from], rowOf[to]);
            var by = Math.Sign(last - first);
            List<Place> way = [boxes[from]];
            for (var row = first + by; row != last; row += by)
            {
                way.Add(Add(row, Bend));
            }
            way.Add(boxes[to]);
            ways.Add([.. way]);
            for (var one = 1; one < way.Count; one++)
            {
                way[one].Beside.Add(way[one - 1]);
                way[one - 1].Beside.Add(way[one]);
            }
        }
        Order();
        Spread(gap);
        var left = rows.Min(row => row[0].X - (row[0].Width / 2));
        foreach (var place in rows.SelectMany(row => row))
        {
            place.X -= left;
        }
        Width = rows.Max(row => row[^1].X + (row[^1].Width / 2));
    }

    /// <summary>What it is wide.</summary>
    public double Width { get; }

    /// <summary>How many rows.</summary>
    public int Height => rows.Length;

    /// <summary>Middle and row of each box.</summary>
    public IReadOnlyList<(double X, int Row)> Boxes => [.. boxes.Select(At)];

    /// <summary>The way of each arrow, from box to box.</summary>
    public IReadOnlyList<IReadOnlyList<(double X, int Row)>> Ways => [.. ways.Select(way => way.Select(At).ToList())];

    private static (double X, int Row) At(Place place) => (place.X, place.Row);

    // The longest way from a first box, without the arrows that close a circle: those to a box from which the search is still going on.
    private static int[] Rows(int count, IReadOnlyList<(int From, int To)> arrows)
    {
        var next = arrows.ToLookup(arrow => arrow.From, arrow => arrow.To);
        var state = new int[count];
        List<int> finished = [];
        HashSet<(int, int)> closing = [];
        for (var box = 0; box < count; box++)
        {
            Visit(box);
        }
        var rowOf = new int[count];
        foreach (var from in Enumerable.Reverse(finished))
        {
            foreach (var to in next[from].Where(to => !closing.Contains((from, to))))
            {
                rowOf[to] = Math.Max(rowOf[to], rowOf[from] + 1);
            }
        }
        return rowOf;

        void Visit(int box)
        {
            if (state[box] != 0)
            {
                return;
            }
            state[box] = 1;
            foreach (var to in next[box])
            {
                if (state[to] == 1)
                {
                    closing.Add((box, to));
                }
                Visit(to);
            }
            state[box] = 2;
            finished.Add(box);
        }
    }

    private Place Add(int row, double width)
    {
        Place place = new(row, width) { Number = rows[row].Count };
        rows[row].Add(place);
        return place;
    }

    // Each where those are in the middle that it is joined to in the row before, then in the row after, in turns.
    private void Order()
    {
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            var by = sweep % 2 == 0 ? -1 : 1;
            foreach (var row in by < 0 ? rows : rows.Reverse())
            {
                var sorted = row.OrderBy(place => Middle(place, place.Beside.Where(other => other.Row == place.Row + by), other => other.Number, place.Number)).ToList();
                row.Clear();
                row.AddRange(sorted);
                for (var number = 0; number < row.Count; number++)
                {
                    row[number].Number = number;
                }
            }
        }
    }

    private void Spread(double gap)
    {
        foreach (var row in rows)
        {
            Part(row, [.. row.Select(_ => 0.0)], gap);
        }
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            foreach (var row in sweep % 2 == 0 ? rows : rows.Reverse())
            {
                Part(row, [.. row.Select(place => Middle(place, place.Beside, other => other.X, place.X))], gap);
            }
        }
    }

    // Between pushing to the right and pushing to the left; both leave room enough, and so does their middle.
    private static void Part(List<Place> row, double[] wish, double gap)
    {
        double[] right = [.. wish], left = [.. wish];
        for (var number = 1; number < row.Count; number++)
        {
            right[number] = Math.Max(right[number], right[number - 1] + Room(number));
            var back = row.Count - 1 - number;
            left[back] = Math.Min(left[back], left[back + 1] - Room(back + 1));
        }
        for (var number = 0; number < row.Count; number++)
        {
            row[number].X = (right[number] + left[number]) / 2;
        }

        double Room(int number) => ((row[number].Width + row[number - 1].Width) / 2) + gap;
    }

    private static double Middle(Place place, IEnumerable<Place> others, Func<Place, double> of, double otherwise) =>
        others.Where(other => other != place).Select(of).DefaultIfEmpty(otherwise).Average();

    private sealed class Place(int row, double width)
    {
        public int Row => row;

        public double Width => width;

        public int Number { get; set; }

        public double X { get; set; }

        public List<Place> Beside { get; } = [];
    }
}
