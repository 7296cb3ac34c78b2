using System.Globalization;
using Vmemmap.Kernel.Build;

namespace Vmemmap.Kernel.Stories;

/// <summary>Where in the kernel's source the code is that did something: function, file and line, from the program's debugging information.</summary>
public sealed class SourceLines
{
    private const string Unknown = "??";
    private readonly Dictionary<ulong, string> places = [];

    private SourceLines()
    {
    }

    /// <summary>Looks up return addresses in a program: all at once, as that takes a process.</summary>
    /// <exception cref="BuildException">addr2line is not there.</exception>
    public static SourceLines Of(HarnessBuild build, IEnumerable<ulong> addresses)
    {
        ArgumentNullException.ThrowIfNull(build);
        SourceLines lines = new();
        List<ulong> asked = [.. addresses.Where(address => address != 0).Distinct()];
        // A return address is behind the call.
        var answer = Tools.Run("addr2line", ["-a", "-i", "-f", "-e", build.Program], "it is part of binutils, as gcc's assembler is",
            string.Concat(asked.Select(address => $"{address - 1:x}\n")));
        List<string> frames = [];
        var number = -1;
        foreach (var line in answer.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("0x", StringComparison.Ordinal) && ulong.TryParse(line[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out _))
            {
                lines.Keep(asked, number, frames, build.Tree.Root);
                (number, frames) = (number + 1, []);
            }
            else
            {
                frames.Add(line);
            }
        }
        lines.Keep(asked, number, frames, build.Tree.Root);
        return lines;
    }

    /// <summary>No program: places are told as addresses.</summary>
    public static SourceLines None { get; } = new();

    /// <summary>The place of an address, as "vmemmap_remap_pte() mm/hugetlb_vmemmap.c:247".</summary>
    public string this[ulong address] => places.GetValueOrDefault(address, address == 0 ? "" : $"0x{address:x}");

    // Function and file alternate, what is inlined first. A header's function is told as the place in the file that uses it.
    private void Keep(List<ulong> asked, int number, List<string> frames, string root)
    {
        if (number < 0 || number >= asked.Count)
        {
            return;
        }
        var calls = frames.Chunk(2).Where(frame => frame is [not Unknown, _]).Select(frame => (Function: frame[0], Place: Short(frame[1], root))).ToList();
        if (calls.Count > 0)
        {
            var (function, place) = calls.Find(call => call.Place.Contains(".c:", StringComparison.Ordinal)) is { Function: not null } inCode ? inCode : calls[0];
            places[asked[number]] = $"{function}() {place}";
        }
    }

    private static string Short(string place, string root)
    {
        var text = place.Split(" (discriminator", 2)[0];
        var relative = text.StartsWith(root, StringComparison.Ordinal) ? text[root.Length..].TrimStart('/') : Path.GetFileName(text);
        return relative;
    }
}
