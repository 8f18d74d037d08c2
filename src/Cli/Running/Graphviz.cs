using System.ComponentModel;
using System.Diagnostics;

namespace Eegavi.Cli.Running;

/// <summary>Graphviz, which lays graphs out.</summary>
internal static class Graphviz
{
    /// <summary>Lays a graph out into a file.</summary>
    /// <param name="graph">In Graphviz's language.</param>
    /// <param name="path">The file; its ending says its form: svg, png, pdf.</param>
    /// <exception cref="NotSupportedException">Graphviz is not there.</exception>
    /// <exception cref="InvalidDataException">It could not do it; what it said.</exception>
    public static void Write(string graph, string path)
    {
        var start = new ProcessStartInfo("dot", [$"-T{Path.GetExtension(path)[1..].ToLowerInvariant()}", "-o", path]) { RedirectStandardInput = true, RedirectStandardError = true };
        try
        {
            using var dot = Process.Start(start)!;
            dot.StandardInput.Write(graph);
            dot.StandardInput.Close();
            var said = dot.StandardError.ReadToEnd().Trim();
            dot.WaitForExit();
            if (dot.ExitCode != 0) throw new InvalidDataException($"Graphviz could not write {path}: {said}");
        }
        catch (Win32Exception missing)
        {
            throw new NotSupportedException("Graphviz is missing, which lays the picture out: install it (Debian: apt-get install graphviz), or write the graph alone with -o model.dot.", missing);
        }
    }
}
