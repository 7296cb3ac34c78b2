using System.Text;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Memory;

namespace Vmemmap.Properties.Stories.Pictures;

/// <summary>The notation of the mail of 2020: each frame a group of letters, one for each struct page in it, wherever it is mapped.</summary>
internal sealed class Letters(Selection selection, Scope scope)
{
    /// <summary>Enough for two frames of eight struct pages in the mail; taken in order by the frames as a reader meets them.</summary>
    public const string Alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private const char HeadMark = '*';
    private const char PoisonMark = '!';
    private const char GarbageMark = '?';

    /// <summary>What stands behind a letter, and why.</summary>
    public static IReadOnlyList<(char Mark, string Meaning)> Marks { get; } =
        [(HeadMark, "PG_head"), (PoisonMark, "PG_hwpoison"), (GarbageMark, "overwritten by another user")];

    /// <summary>Stands for what is not drawn.</summary>
    public const string Gap = "..";

    /// <summary>The group of a frame with the marks that its contents deserve in a state.</summary>
    public string Group(State<Bit, Num> state, int frame) => frame == None.Nobody ? "" : Draw(state, frame, scope.Slots);

    /// <summary>Where the letter of a slot stands in its group; null where it is not drawn.</summary>
    public int? Offset(State<Bit, Num> state, int frame, int slot) =>
        selection.Slots.Contains(slot) ? Draw(state, frame, slot).Length : null;

    // The group up to a slot, that one left out.
    private string Draw(State<Bit, Num> state, int frame, int end)
    {
        var text = new StringBuilder();
        var (next, first) = (0, Math.Max(0, selection.Frames.ToList().IndexOf(frame)) * selection.Slots.Count);
        for (var n = 0; n < selection.Slots.Count && selection.Slots[n] < end; n++)
        {
            var slot = selection.Slots[n];
            text.Append(slot == next ? "" : Gap).Append(Alphabet[(first + n) % Alphabet.Length]).Append(MarksOf(state, frame, slot));
            next = slot + 1;
        }
        var isCut = end < scope.Slots ? next < end : next < scope.Slots;
        return text.Append(isCut ? Gap : "").ToString();
    }

    private static string MarksOf(State<Bit, Num> state, int frame, int slot)
    {
        if (state.CompoundHead[frame, slot].Value == None.Garbage)
        {
            return $"{GarbageMark}";
        }
        return $"{(state.PgHead[frame, slot].IsTrue ? HeadMark : null)}{(state.PgHwpoison[frame, slot].IsTrue ? PoisonMark : null)}";
    }
}
