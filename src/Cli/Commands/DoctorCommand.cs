using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Eegavi.Cli.Output;
using Eegavi.Cli.Running;
using Spectre.Console;
using TorchSharp;

namespace Eegavi.Cli.Commands;

/// <summary><c>eegavi doctor</c>: what the tool found on this machine, what it set, and how fast matrix products are.</summary>
internal static class DoctorCommand
{
    // With this the engine leaves OPENBLAS_* as they are, so that a second process measures what they cost.
    private const string KeepVariables = "EEGAVI_KEEP_OPENBLAS";
    private static readonly string[] SlowingVariables = ["OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"];

    public static Command Create()
    {
        var rateOnly = new Option<bool>("--rate-only") { Hidden = true };
        var command = new Command("doctor", "Prints what was found and set on this machine, the measured speed of matrix products, and how to switch engines.") { rateOnly };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(rateOnly)) Console.WriteLine(GemmRate.Measure(torch.float32).ToString("F0", CultureInfo.InvariantCulture));
            else Show();
        });
        return command;
    }

    private static void Show()
    {
        var single = GemmRate.Measure(torch.float32);
        var table = new Table { Border = TableBorder.None, ShowHeaders = false };
        table.AddColumn(new TableColumn("what") { NoWrap = true }).AddColumn("found");
        void Row(string what, string found) => table.AddRow($"[bold]{what}[/]", Markup.Escape(found));

        Row("system", $"{RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB memory");
        Row(".NET", RuntimeInformation.FrameworkDescription);
        Row("engine", Engine());
        Row("threads", $"{torch.get_num_threads()} inside an operator");
        Row("float32", $"{single:F0} GFLOP/s in matrix products");
        Row("bfloat16", $"{GemmRate.Measure(torch.bfloat16):F0} GFLOP/s in matrix products{(Precision.ProcessorHasBFloat16 ? "" : "; this processor has no bfloat16, so runs multiply in float32")}");
        foreach (var name in SlowingVariables.Where(name => Environment.GetEnvironmentVariable(name) is not null)) Row(name, Cost(name, single));
        Row("CUDA", torch.cuda.is_available() ? $"{torch.cuda.device_count()} device(s)" : "none");
        Row("ffmpeg", FfmpegVersion());
        Screen.Out.Write(table);
    }

    // The stand-in for TorchSharp leaves a report of its start; the real package does not.
    private static string Engine() => AppContext.GetData("EEGAVI.Engine") as string
        ?? $"TorchSharp {typeof(torch).Assembly.GetName().Version} from NuGet";

    private static string Cost(string name, double without)
    {
        var with = RateOfChild();
        return $"is set here to '{Environment.GetEnvironmentVariable(name)}' and was ignored: {without:F0} GFLOP/s without it, {(with is null ? "not measurable" : $"{with:F0}")} with it";
    }

    private static double? RateOfChild()
    {
        var start = OwnProcess.That(talks: false, "doctor", "--rate-only");
        start.Environment[KeepVariables] = "1";
        using var child = Process.Start(start)!;
        return double.TryParse(child.StandardOutput.ReadToEnd(), CultureInfo.InvariantCulture, out var rate) ? rate : null;
    }

    private static string FfmpegVersion()
    {
        try
        {
            var start = new ProcessStartInfo("ffmpeg", ["-hide_banner", "-version"]) { RedirectStandardOutput = true };
            using var ffmpeg = Process.Start(start)!;
            return ffmpeg.StandardOutput.ReadToEnd().Split('\n')[0].Trim();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "missing: install it (Debian: apt-get install ffmpeg); sound and video cannot be read without it";
        }
    }
}
