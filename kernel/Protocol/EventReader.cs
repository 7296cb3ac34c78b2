using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Vmemmap.Kernel.Protocol;

/// <summary>
/// Reads what the child writes: one event a line, the frequent ones with a letter for a name. Numbers are decimal; words of struct pages and addresses of code, which stand last, hexadecimal.
/// </summary>
public static class EventReader
{
    private const int Words = 8;
    private static readonly HugetlbLock Taken = new(IsTaken: true), Released = new(IsTaken: false);

    /// <summary>One line, or null where it says that the run is over.</summary>
    /// <exception cref="FormatException">The line is none that a child writes.</exception>
    public static KernelEvent? Read(ReadOnlySpan<byte> line)
    {
        if (line.Length > 1 && line[1] == (byte)' ')
        {
            var rest = new Fields(line[2..]);
            switch (line[0])
            {
                case (byte)'s':
                    var (frame, slot, count) = (rest.Number(), rest.Number(), rest.Number());
                    var words = new ulong[Words];
                    for (var i = 0; i < Words; i++)
                    {
                        words[i] = rest.Hex();
                    }
                    return new SlotsStored(frame, slot, count, words) { Pc = rest.Hex() };
                case (byte)'e':
                    return new EntryStored(rest.Number(), rest.Number(), rest.Number() != 0) { Pc = rest.Hex() };
                case (byte)'t':
                    return new TableInstalled(rest.Number(), rest.Number()) { Pc = rest.Hex() };
                case (byte)'f':
                    return new Flushed(rest.Number(), rest.Number()) { Pc = rest.Hex() };
                case (byte)'l':
                    return new WordLoaded(rest.Number(), rest.Number(), rest.Number(), rest.Number()) { Pc = rest.Hex() };
                case (byte)'a':
                    return new FrameAllocated(rest.NumberOrNone()) { Pc = rest.Hex() };
                case (byte)'w':
                    return new FrameWritten(rest.Number()) { Pc = rest.Hex() };
                case (byte)'r':
                    return new FrameFreed(rest.Number()) { Pc = rest.Hex() };
            }
        }
        return line.SequenceEqual("lock"u8) ? Taken : line.SequenceEqual("unlock"u8) ? Released : ReadWords(Encoding.UTF8.GetString(line));
    }

    private static KernelEvent? ReadWords(string line)
    {
        var words = line.Split(' ');
        try
        {
            return words switch
            {
                ["end"] => null,
                ["machine", var first, var frames, var pages] => new MachineMade(Int(first), Int(frames), Int(pages)),
                ["zone-tail", var frame] => new ZoneTailMade(Int(frame)),
                ["zone-tail-of-parts", var frame] => new ZoneTailMade(Int(frame)) { IsOfParts = true },
                ["begin"] => new CallsBegin(),
                ["call", var name, var block, var index] => new CallBegun(CallOf(name, block, index)),
                ["return", var name, var block, var index, var result] => new CallReturned(CallOf(name, block, index), Int(result)),
                ["enter", var what, var block] => new OperationEntered(IsOptimise(what), Int(block)),
                ["leave", var what, var block, var result] => new OperationLeft(IsOptimise(what), Int(block), Int(result)),
                ["freeing", var block] => new BlockFreeing(Int(block)),
                ["preparing", var block] => new BlockPreparing(Int(block)),
                ["prepared", var block] => new BlockPrepared(Int(block)),
                ["raw-errors", var block] => new RawErrorsRead(Int(block)),
                ["raw-error", var block, var index] => new RawErrorRead(Int(block), Int(index)),
                ["poisoned", var pages] => new PoisonedPagesRead(Int(pages)),
                ["pool", var free, var reserved, var all, var surplus, var pc] => new PoolRead(Int(free), Int(reserved), Int(all), Int(surplus)) { Pc = Hex(pc) },
                ["removed", var block] => new BlockRemoved(Int(block)),
                ["plain", var block] => new BlockFreed(Int(block), IsRefused: false),
                ["refused", var block] => new BlockFreed(Int(block), IsRefused: true),
                ["answer", var index, var pc] => new LookupAnswered(long.Parse(index, CultureInfo.InvariantCulture)) { Pc = Hex(pc) },
                ["taken", var block] => new UserChanged(Int(block), true),
                ["given", var block] => new UserChanged(Int(block), false),
                ["mapped", var block] => new MappingChanged(Int(block), true),
                ["unmapped", var block] => new MappingChanged(Int(block), false),
                ["told", var block] => new UserTold(Int(block)),
                ["actor", var actor] => new ActorRuns(Int(actor)),
                ["point", var point] => new AtPoint(Int(point)),
                ["points", var first, var second] => new PointsPassed(Int(first), Int(second)),
                ["points", var first, var second, _] => new PointsPassed(Int(first), Int(second)),
                ["warn", var pc] => new Complaint(ComplaintKind.Warning, "WARN()") { Pc = Hex(pc) },
                ["bug", var pc, ..] => new Complaint(ComplaintKind.Bug, $"BUG: {string.Join(' ', words[2..])}") { Pc = Hex(pc) },
                ["oops", var access, var page, var slot, var pc] =>
                    new Complaint(ComplaintKind.Oops, $"a {access} to a struct page whose entry does not allow it") { Page = Int(page), Slot = Int(slot), Pc = Hex(pc) },
                ["wild", var access, var address, var pc] => new Complaint(ComplaintKind.WildAccess, $"a {access} to the address 0x{address}, where there is no memory") { Pc = Hex(pc) },
                ["double-free", var frame, var pc] => new Complaint(ComplaintKind.DoubleFree, $"frame {frame} is freed and is free, or was never allocated") { Pc = Hex(pc) },
                ["double-free-block", var block, var pc] => new Complaint(ComplaintKind.DoubleFree, $"the pages of block {block} are freed and are free") { Pc = Hex(pc) },
                ["double-free-entry", var pc] => new Complaint(ComplaintKind.DoubleFree, "an entry of a raw error list is freed and is free, or is none") { Pc = Hex(pc) },
                ["deadlock", var pc] => new Complaint(ComplaintKind.Deadlock, "a lock is waited for that nobody can release") { Pc = Hex(pc) },
                ["died", var signal] => new Complaint(ComplaintKind.Died, $"the kernel's code was ended by signal {signal}{(signal == "14" ? ": it did not come to an end" : "")}"),
                ["unmodelled", ..] => new Complaint(ComplaintKind.Unmodelled, $"unmodelled kernel function called: {string.Join(' ', words[1..])}"),
                ["fault", ..] => new Complaint(ComplaintKind.Fault, string.Join(' ', words[1..])),
                _ => throw new FormatException($"A child does not write the line '{line}'."),
            };
        }
        catch (Exception e) when (e is OverflowException || (e is FormatException && !e.Message.Contains(line, StringComparison.Ordinal)))
        {
            throw new FormatException($"The line '{line}' of a child cannot be read.", e);
        }
    }

    private static Call CallOf(string name, string block, string index) => Call.Parse($"{name}:{block}.{index}");

    private static bool IsOptimise(string what) => what switch
    {
        "optimise" => true,
        "restore" => false,
        _ => throw new FormatException($"'{what}' is neither optimise nor restore."),
    };

    private static int Int(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    private static ulong Hex(string digits) => ulong.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    // The fields of a line, from left to right, without an object for each.
    private ref struct Fields(ReadOnlySpan<byte> text)
    {
        private ReadOnlySpan<byte> left = text;

        public int Number() => NumberOrNone() ?? throw new FormatException("A number is missing in a line of a child.");

        public int? NumberOrNone()
        {
            var field = Next();
            if (field is [(byte)'-'])
            {
                return null;
            }
            return Utf8Parser.TryParse(field, out int value, out var read) && read == field.Length ? value : throw new FormatException("A number in a line of a child cannot be read.");
        }

        public ulong Hex()
        {
            var field = Next();
            return Utf8Parser.TryParse(field, out ulong value, out var read, 'x') && read == field.Length
                ? value
                : throw new FormatException("A hexadecimal number in a line of a child cannot be read.");
        }

        private ReadOnlySpan<byte> Next()
        {
            var end = left.IndexOf((byte)' ');
            var field = end < 0 ? left : left[..end];
            left = end < 0 ? [] : left[(end + 1)..];
            return field;
        }
    }
}
