from django.shortcuts import render


def home(request):
    return render(request, "engagement_portal/home.html")
