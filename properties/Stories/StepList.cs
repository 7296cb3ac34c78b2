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
                Add(text, moment, $"{$"{number}".PadLeft(margin)}. {StepWords.Line(moment)}", isFull);
            }
        }
        return text.ToString();
    }

    private static void Add(StringBuilder text, Moment moment, string line, bool isFull)
    {
        if (isFull)
        {
            text.Append(line).Append('\n').Append(Paragraph.Of(new string(' ', line.IndexOf('.') + 4), string.Join("; ", Changes(moment))));
        }
        else
        {
            text.Append(line).Append(Brief(moment, Paragraph.Width - line.Length)).Append('\n');
        }
    }

    private static IReadOnlyList<string> Changes(Moment moment) =>
        moment.Changes.Count > 0 ? [.. Telling.Of(moment).Select(t => t.Words)] : ["changes nothing that others see"];

    // As much of what the step changed in memory as fits behind it.
    private static string Brief(Moment moment, int room)
    {
        var (text, told) = ("", Telling.Of(moment));
        foreach (var change in BriefTopics.SelectMany(topic => told.Where(t => t.Topic == topic)))
        {
            var more = $"{(text.Length == 0 ? "  " : "; ")}{change.Words}";
            if (text.Length + more.Length > room)
            {
                break;
            }
            text += more;
        }
        return text;
    }
}
