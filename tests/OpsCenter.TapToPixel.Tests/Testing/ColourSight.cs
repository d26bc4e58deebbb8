using Microsoft.Playwright;

namespace OpsCenter.TapToPixel.Tests.Testing;

/// <summary>The colours of a page as an eye of another kind sees them: simulated by the browser, read from a picture of the screen.</summary>
internal static class ColourSight
{
    /// <summary>The brightest colour within each element, which is its fill, in CIELAB (D65).</summary>
    internal static async Task<IReadOnlyList<(double L, double A, double B)>> FillsAsync(IPage page, string eye, ILocator elements)
    {
        var tools = await page.Context.NewCDPSessionAsync(page);
        await tools.SendAsync("Emulation.setEmulatedVisionDeficiency", new() { ["type"] = eye });
        List<(double, double, double)> fills = [];
        foreach (var element in await elements.AllAsync())
        {
            string picture = Convert.ToBase64String(await element.ScreenshotAsync());
            int[] rgb = await page.EvaluateAsync<int[]>(Brightest, picture);
            fills.Add(Lab(rgb));
        }
        await tools.SendAsync("Emulation.setEmulatedVisionDeficiency", new() { ["type"] = "none" });
        return fills;
    }

    /// <summary>CIEDE2000, with all weights 1 (ISO/CIE 11664-6).</summary>
    internal static double Difference((double L, double A, double B) one, (double L, double A, double B) two)
    {
        double mean = (Math.Sqrt(one.A * one.A + one.B * one.B) + Math.Sqrt(two.A * two.A + two.B * two.B)) / 2;
        double g = 0.5 * (1 - Math.Sqrt(Math.Pow(mean, 7) / (Math.Pow(mean, 7) + Math.Pow(25, 7))));
        var (c1, h1) = Polar(one.A * (1 + g), one.B);
        var (c2, h2) = Polar(two.A * (1 + g), two.B);
        double dh = c1 * c2 == 0 ? 0 : Turn(h2 - h1);
        double dH = 2 * Math.Sqrt(c1 * c2) * Math.Sin(Radians(dh) / 2);
        var (l, c) = ((one.L + two.L) / 2, (c1 + c2) / 2);
        double h = c1 * c2 == 0 ? h1 + h2 : h1 + dh / 2;
        double t = 1 - 0.17 * Math.Cos(Radians(h - 30)) + 0.24 * Math.Cos(Radians(2 * h)) + 0.32 * Math.Cos(Radians(3 * h + 6)) - 0.2 * Math.Cos(Radians(4 * h - 63));
        double sl = 1 + 0.015 * (l - 50) * (l - 50) / Math.Sqrt(20 + (l - 50) * (l - 50));
        double rc = 2 * Math.Sqrt(Math.Pow(c, 7) / (Math.Pow(c, 7) + Math.Pow(25, 7)));
        double rt = -Math.Sin(Radians(60 * Math.Exp(-Math.Pow((((h % 360) + 360) % 360 - 275) / 25, 2)))) * rc;
        var (x, y, z) = ((two.L - one.L) / sl, (c2 - c1) / (1 + 0.045 * c), dH / (1 + 0.015 * c * t));
        return Math.Sqrt(x * x + y * y + z * z + rt * y * z);
    }

    private static (double C, double H) Polar(double a, double b) => (Math.Sqrt(a * a + b * b), Math.Atan2(b, a) * 180 / Math.PI);

    private static double Turn(double degrees) => degrees > 180 ? degrees - 360 : degrees < -180 ? degrees + 360 : degrees;

    private static double Radians(double degrees) => degrees * Math.PI / 180;

    internal static (double L, double A, double B) Lab(int[] rgb)
    {
        double[] linear = [.. rgb.Select(value => value / 255.0).Select(value => value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4))];
        double x = F((0.4124 * linear[0] + 0.3576 * linear[1] + 0.1805 * linear[2]) / 0.95047);
        double y = F(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]);
        double z = F((0.0193 * linear[0] + 0.1192 * linear[1] + 0.9505 * linear[2]) / 1.08883);
        return (116 * y - 16, 500 * (x - y), 200 * (y - z));
    }

    private static double F(double t) => t > 216.0 / 24389 ? Math.Cbrt(t) : (24389.0 / 27 * t + 16) / 116;

    private const string Brightest = """
        async (picture) => {
          const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
          const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
          const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
          context.drawImage(image, 0, 0);
          const { data } = context.getImageData(0, 0, image.width, image.height);
          let best = [0, 0, 0];
          for (let i = 0; i < data.length; i += 4) if (data[i] + data[i + 1] + data[i + 2] > best[0] + best[1] + best[2]) best = [data[i], data[i + 1], data[i + 2]];
          return best;
        }
        """;
}
