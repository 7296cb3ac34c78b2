using System.Text;

namespace Vmemmap.Kernel.Build;

/// <summary>
/// The configuration that a tree is compiled with: what the harness needs, and, where the user names a .config, that file with what the harness needs put over it. Options that the harness turns off
/// (written "# CONFIG_X is not set") stay off.
/// </summary>
public sealed class Configuration
{
    private const string Prefix = "CONFIG_";
    private readonly SortedDictionary<string, string> values = new(StringComparer.Ordinal);

    /// <summary>Reads the texts of .config files, each put over those before it.</summary>
    /// <exception cref="BuildException">A line is none that such a file has.</exception>
    public Configuration(params IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        foreach (var line in texts.SelectMany(text => text.Split('\n')).Select(line => line.Trim()).Where(line => line.Length > 0))
        {
            if (line.StartsWith("# CONFIG_", StringComparison.Ordinal) && line.EndsWith(" is not set", StringComparison.Ordinal))
            {
                values.Remove(line[2..^" is not set".Length]);
            }
            else if (line.StartsWith(Prefix, StringComparison.Ordinal) && line.Split('=', 2) is [var name, var value])
            {
                values[name] = value;
            }
            else if (!line.StartsWith('#'))
            {
                throw new BuildException($"The line '{line}' is none of a kernel's .config: CONFIG_NAME=value is expected.");
            }
        }
    }

    /// <summary>The value of an option without quotes, or null where it is off.</summary>
    public string? this[string option] => values.GetValueOrDefault(Prefix + option)?.Trim('"');

    /// <summary>A .config that says the same.</summary>
    public string Text => string.Concat(values.Select(one => $"{one.Key}={one.Value}\n"));

    /// <summary>What kbuild puts into include/generated/autoconf.h.</summary>
    public string Header
    {
        get
        {
            var text = new StringBuilder();
            foreach (var (name, value) in values.Where(one => one.Value != "n"))
            {
                text.Append(value switch
                {
                    "y" => $"#define {name} 1\n",
                    "m" => $"#define {name}_MODULE 1\n",
                    _ => $"#define {name} {value}\n",
                });
            }
            return text.ToString();
        }
    }
}
