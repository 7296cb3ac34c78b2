using System.Text;
using Vmemmap.Properties.Stories.Changes;
using Vmemmap.Properties.Stories.Retold;

namespace Vmemmap.Properties.Stories;

/// <summary>The numbered steps of a story, with what each changed.</summary>
internal static class StepList
{
    // A walk over a hundred tail pages is one fact, not a hundred: of a longer row of equal steps the first and the last are told.
    private const int MostEqualSteps = 4;

    private static readonly Topic[] BriefTopics = [Topic.Mapping, Topic.BasePages, Topic.Contents, Topic.Readers];

    public static string Of(Retelling told, bool isFull)
    {
        var text = new StringBuilder();
        var (moves, margin) = (told.Moves, $"{told.Moves.Count}".Length + 2);
        var (number, first) = (0, 1);
        foreach (var moment in told.Moments())
        {
            number++;
            first = number > 1 && moves[number - 1] == moves[number - 2] ? first : number;
            var last = number;
            while (last < moves.Count && moves[last] == moves[number - 1])
            {
                last++;
            }
            var isLong = last - first >= MostEqualSteps;
            if (isLong && number == first + 1)
            {
                text.Append("..".PadLeft(margin)).Append($"  the same {last - first - 1} more times\n");
            }
            if (!isLong || number == first || number == last)
            {
                var line = $"{$"{number}".PadLeft(margin)}. {StepWords.Line(moment)}";
                text.Append(isFull ? Full(moment, line) : number == moves.Count ? BriefButWhole(moment, line) : Brief(moment, line)).Append('\n');
            }
        }
        return text.ToString();
    }

    private static string Full(Moment moment, string line) => WithParagraph(line, Changes(moment));

    // The last step is the one that does the damage: what it did in memory is told even if it does not fit behind it.
    private static string BriefButWhole(Moment moment, string line)
    {
        var changes = InMemory(moment).ToList();
        var brief = changes.Count == 0 ? line : $"{line}  {string.Join("; ", changes)}";
        return brief.Length <= Paragraph.Width ? brief : WithParagraph(line, changes);
    }

    // As much of what the step changed in memory as fits behind it.
    private static string Brief(Moment moment, string line)
    {
        var text = line;
        foreach (var change in InMemory(moment))
        {
            var more = $"{(text.Length == line.Length ? "  " : "; ")}{change}";
            if (text.Length + more.Length > Paragraph.Width)
            {
                break;
            }
            text += more;
        }
        return text;
    }

    private static string WithParagraph(string line, IEnumerable<string> changes) =>
        $"{line}\n{Paragraph.Of(new string(' ', line.IndexOf('.') + 4), string.Join("; ", changes)).TrimEnd('\n')}";

    private static IEnumerable<string> InMemory(Moment moment)
    {
        var told = Telling.Of(moment);
        return BriefTopics.SelectMany(topic => told.Where(t => t.Topic == topic)).Select(t => t.Words);
    }

    private static IReadOnlyList<string> Changes(Moment moment) =>
        moment.Changes.Count > 0 ? [.. Telling.Of(moment).Select(t => t.Words)] : ["changes nothing that others see"];
}
