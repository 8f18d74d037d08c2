using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using static TorchSharp.torch;

namespace Eegavi.Benchmarks;

/// <summary>Does what each line on standard input asks, <c>step COUNT NAME</c> or <c>infer COUNT NAME</c>, and answers with one line of JSON; <c>pytorch/blocks_worker.py</c> speaks the same.</summary>
internal sealed class BlockWorker
{
    private BlockCase? _case;

    /// <summary>Serves until the input ends.</summary>
    public void Serve(TextReader requests, TextWriter answers)
    {
        while (requests.ReadLine() is { } line)
        {
            var words = line.Split(' ', 3);
            answers.WriteLine(JsonSerializer.Serialize(new { seconds = Timed(words[0], int.Parse(words[1], CultureInfo.InvariantCulture), words[2]) }));
            answers.Flush();
        }
    }

    /// <summary>Writes every case for <c>pytorch/check_blocks.py</c>.</summary>
    public static void Export(string folder)
    {
        foreach (var name in BlockCases.Names.Append("keys 512")) BlockCases.Make(name).Export(Path.Combine(folder, name));
    }

    // The mean of a run of calls: one call may be shorter than what a clock resolves well.
    private double[] Timed(string work, int count, string name)
    {
        if (_case?.Name != name) _case = BlockCases.Make(name);
        using var gradients = set_grad_enabled(work == "step");
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < count; i++)
        {
            using var scope = NewDisposeScope();
            if (work == "step") _case.Step();
            else _case.Run();
        }
        return [watch.Elapsed.TotalSeconds / count];
    }
}
