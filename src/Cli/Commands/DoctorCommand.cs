using System.CommandLine;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Eegavi.Cli.Output;
using Eegavi.Engine;
using Spectre.Console;
using TorchSharp;

namespace Eegavi.Cli.Commands;

/// <summary><c>eegavi doctor</c>: what the tool found on this machine, what it set, and how fast matrix products are.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var command = new Command("doctor", "Show the engine, devices and ffmpeg found on this machine, and measure the speed of matrix products.");
        command.SetAction(_ => Show());
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
        Row("CUDA", torch.cuda.is_available() ? $"{torch.cuda.device_count()} device(s)" : "none");
        Row("ffmpeg", FfmpegVersion());
        Screen.Out.Write(table);
    }

    // After the first tensor, when it is loaded.
    private static string Engine() => $"TorchSharp {typeof(torch).Assembly.GetName().Version?.ToString(3)}, libtorch {TorchLibrary.Version}"
        + (TorchLibrary.MendedCopy is { } copy ? $"; this system's C++ library is older than TorchSharp asks for, so a copy that loads without it is used: {copy}" : "");

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
